/** Holds that the generated documents are up to date, tell the truth and work as printed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings, missingEssentials, resolveSettings, settingDescriptors } from '@pcu/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowsIn } from '../server/src/core/move/rows-in.ts'
import { rowsOut } from '../server/src/core/move/rows-out.ts'
import { renderEnvExample } from './docs/env-example.ts'
import { renderRecoveryPage } from './docs/recovery-page.ts'
import { renderSettingsTables, renewSettingsPage } from './docs/settings-page.ts'
import { renderSettingsSchema } from './docs/settings-schema.ts'
import { staleFiles, writeStaleFiles } from './generate-docs.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generate-docs-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

const stalePaths = () => staleFiles(root).map(({ path }) => path)

describe('the generated documents', () => {
  it('are written where they are missing, and then are no longer stale', () => {
    expect(stalePaths()).toEqual([
      'docs/settings.md',
      'docs/settings.schema.json',
      '.env.example',
      'docs/recovery.md',
      'docs/api.md'
    ])
    expect(writeStaleFiles(root)).toEqual([
      'docs/settings.md',
      'docs/settings.schema.json',
      '.env.example',
      'docs/recovery.md',
      'docs/api.md'
    ])
    expect(stalePaths()).toEqual([])
  })

  it('are stale when somebody changed the generated part', () => {
    writeStaleFiles(root)
    writeFileSync(join(root, '.env.example'), `${renderEnvExample()}PORT=1\n`)
    const page = join(root, 'docs/settings.md')
    writeFileSync(page, readFileSync(page, 'utf8').replace('5443', '5444'))
    expect(stalePaths()).toEqual(['docs/settings.md', '.env.example'])
  })

  it('keep what people wrote around the tables', () => {
    mkdirSync(join(root, 'docs'))
    writeFileSync(
      join(root, 'docs/settings.md'),
      `# Ours\n\n${renderSettingsTables().replace('5443', '1')}\n\nThe end.\n`
    )
    writeStaleFiles(root)
    expect(readFileSync(join(root, 'docs/settings.md'), 'utf8')).toBe(
      `# Ours\n\n${renderSettingsTables()}\n\nThe end.\n`
    )
  })

  it('are not written over a page that lost its markers', () => {
    expect(() => renewSettingsPage('# Settings\n')).toThrow('GENERATED markers')
  })
})

describe('the page of settings', () => {
  it('has one row for every setting, with its default, and with a note where this version does not act on it', () => {
    const rows = renderSettingsTables()
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    expect(rows.map((row) => row.split('`')[1])).toEqual(settingDescriptors.map((d) => d.env))
    const cells = rows.map((row) => row.split(/(?<!\\)\|/).length)
    expect(new Set(cells)).toEqual(new Set([7]))
    expect(rows.filter((row) => row.includes('not yet acted on in this version'))).toHaveLength(
      settingDescriptors.filter((d) => !d.inUse).length
    )
    expect(rows).toContainEqual(expect.stringMatching(/`PORT` \| `5443` \| a whole number from 1 to 65535 \|/))
  })
})

const assignmentsOf = (text: string) =>
  Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']))
const seriousOf = (env: Record<string, string>) =>
  resolveSettings({ env, saved: {} }).complaints.filter((complaint) => complaint.severity !== 'info')

describe('.env.example', () => {
  it('works as printed: only the two required values are given, everything else is at its default', () => {
    const env = assignmentsOf(renderEnvExample())
    const { settings } = resolveSettings({ env, saved: {} })
    expect(Object.keys(env)).toEqual(['PLEX_URL', 'PLEX_TOKEN'])
    expect(seriousOf(env)).toEqual([])
    expect(missingEssentials(settings)).toEqual([])
    expect({ ...settings, plex: defaultSettings().plex }).toEqual(defaultSettings())
  })

  it('works with every line switched on, and shows every variable', () => {
    const env = assignmentsOf(renderEnvExample().replaceAll(/^#(?=[A-Z_]+=)/gm, ''))
    const { origin } = resolveSettings({ env, saved: {} })
    expect(Object.keys(env)).toEqual(settingDescriptors.map((d) => d.env))
    expect(seriousOf(env)).toEqual([])
    expect(new Set(Object.values(origin))).toEqual(new Set(['environment']))
  })

  it('keeps its comments short enough to read', () => {
    const longest = Math.max(
      ...renderEnvExample()
        .split('\n')
        .map((line) => line.length)
    )
    expect(longest).toBeLessThanOrEqual(100)
  })
})

describe('the page of recovery', () => {
  it('has a line for every row of the tables, in the words that are told after a crash', () => {
    const page = renderRecoveryPage()
    const silent = [...rowsIn, ...rowsOut].filter(({ words }) => !page.includes(`| ${words} |`))
    expect(silent).toEqual([])
    expect(page).not.toContain('undefined')
  })
})

describe('the schema for forms', () => {
  it('is JSON that holds the ranges and all descriptors', () => {
    const schema: unknown = JSON.parse(renderSettingsSchema())
    expect(schema).toMatchObject({
      properties: {
        pool: {
          properties: {
            keepFreeGb: { anyOf: [{ minimum: 0 }, { type: 'string' }], default: 20 },
            holdHours: { minimum: 0, default: 12 }
          }
        }
      },
      'x-settings': settingDescriptors
    })
  })
})
