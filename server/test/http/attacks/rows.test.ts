/** The list of attacks that the page and its API must survive, and where each row of it is tested. A row that names nothing is a hole. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../../', import.meta.url)

/** Where the row is tested, or what there must be first that could be attacked. */
const rows: Readonly<Record<string, { readonly in: readonly string[] } | { readonly needs: string }>> = {
  A1: { in: ['server/test/http/access-routes.test.ts'] },
  A2: { in: ['server/test/http/access-routes.test.ts'] },
  A3: { in: ['server/test/http/access-routes.test.ts'] },
  A4: { in: ['server/test/http/access-sessions.test.ts'] },
  A5: { in: ['server/test/http/access-sessions.test.ts'] },
  A6: { in: ['server/test/http/access-sessions.test.ts'] },
  A7: { in: ['server/test/http/access-sessions.test.ts'] },
  A8: { needs: 'logging in by an account of Plex' },
  A9: { in: ['server/test/http/access-sessions.test.ts'] },
  A10: { in: ['server/test/http/access-sessions.test.ts'] },
  A11: { in: ['server/test/http/access-routes.test.ts'] },
  B1: { in: ['server/test/http/access-routes.test.ts'] },
  B2: { in: ['server/test/http/access-routes.test.ts'] },
  B3: { in: ['server/test/http/access-routes.test.ts'] },
  B4: { in: ['server/test/http/access-routes.test.ts'] },
  B5: { in: ['web/test/page.test.ts', 'web/test/logs.test.ts', 'web/test/access.test.ts'] },
  B6: { needs: 'an address that says where to go next; whoever logs in stays where they are' },
  B7: { in: ['server/test/http/access-routes.test.ts'] },
  B8: { in: ['server/test/http/access-routes.test.ts'] },
  C1: { in: ['server/test/http/attacks/input.test.ts'] },
  C2: { in: ['server/test/http/attacks/parser.test.ts'] },
  C3: { needs: 'a pattern or a cron expression that somebody types' },
  C4: { in: ['server/test/http/attacks/parser.test.ts'] },
  C5: { in: ['server/test/http/attacks/input.test.ts'] },
  C6: { in: ['server/src/adapters/plex/xml.test.ts'] },
  C7: { in: ['server/test/bench/library.ts'] },
  E1: { in: ['server/test/http/posters.test.ts'] },
  E2: { in: ['server/test/http/settings-trials.test.ts'] },
  E3: { in: ['server/test/http/attacks/secrets.test.ts'] },
  E4: { in: ['server/src/store/open.test.ts', 'server/src/adapters/disk/key/key-file.test.ts'] },
  E5: { in: ['server/test/conformance/plex-failures.test.ts'] },
  E6: { needs: 'webhooks that come in' },
  E7: { needs: 'notifications that go out' },
  E8: { in: ['server/test/http/attacks/rows.test.ts'] },
  E9: { needs: 'an image' }
}

const textOf = (file: string): string => readFileSync(new URL(file, root), 'utf8')

describe('the list of attacks', () => {
  const tested = Object.entries(rows).flatMap(([row, where]) =>
    'in' in where ? where.in.map((file) => [row, file] as const) : []
  )

  it.each(tested)('%s is named in %s', (row, file) => {
    expect(textOf(file)).toMatch(new RegExp(String.raw`\b${row}\b`, 'u'))
  })

  it('has no row that is neither tested nor waits for something that is not there yet', () => {
    const waits = Object.entries(rows).flatMap(([row, where]) => ('needs' in where ? [row] : []))
    expect(waits).toEqual(['A8', 'B6', 'C3', 'E6', 'E7', 'E9'])
  })
})

const sources = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`)

describe('E8: other programs', () => {
  const starting = sources('server/src').filter((file) => textOf(file).includes('node:child_process'))

  it('are started in the room of the disks alone', () => {
    expect(starting.length).toBeGreaterThan(0)
    expect(starting.filter((file) => !file.startsWith('server/src/adapters/disk/'))).toEqual([])
  })

  it.each(starting)('get their words one by one and never as a line for a shell: %s', (file) => {
    const text = textOf(file)
    expect(text).toMatch(/import \{[^}]*\b(?:spawn|execFile)\b[^}]*\} from 'node:child_process'/u)
    expect(text).not.toMatch(/(?<!\.)\bexec(?:Sync)?\b|\bshell\s*:/u)
  })
})
