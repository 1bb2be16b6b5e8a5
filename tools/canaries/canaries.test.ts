/** Every rule still bites: each has a canary, and each canary is still reported. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cruiseHouse, readRules } from '../check/dependencies.ts'
import { runQuietly } from '../check/run-command.ts'
import { canaryHouse, readCanaries, spell } from './canary-house.ts'
import { lintHouse } from './lint-house.ts'

const canaries = readCanaries()
const promisesOf = (tool: string): string[] =>
  canaries.filter((canary) => canary.tool === tool).map(({ rule, file }) => spell(rule, file))

describe('the dependency rule', () => {
  it('has a canary for every rule', () => {
    const rules = readRules().forbidden.map(({ name }) => name)
    expect(canaries.filter(({ tool }) => tool === 'dependency').map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(rules)
    )
  })

  it('reports every canary under its own rule', async () => {
    const { crossings } = await cruiseHouse(canaryHouse, ['contract/src', 'server/src', 'server/test', 'web/src'])
    const reported = crossings.map(({ rule, from }) => spell(rule, from))
    expect(reported).toEqual(expect.arrayContaining(promisesOf('dependency')))
  })
})

describe('the compiler', () => {
  it('knows neither machine nor page inside core', async () => {
    const { output } = await runQuietly([
      'node_modules/typescript/bin/tsc',
      '-p',
      `${canaryHouse}/server/src/core`,
      '--pretty',
      'false'
    ])
    const reported = [...output.matchAll(/^tools\/canaries\/house\/(\S+?)\(.*?error (TS\d+)/gm)].map(
      ([, file = '', rule = '']) => spell(rule, file)
    )
    const promised = promisesOf('types')
    expect(promised).toHaveLength(5)
    expect(reported).toEqual(expect.arrayContaining(promised))
  })
})

describe('the linter', () => {
  let base = ''
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), 'pcu-canaries-'))
    cpSync(canaryHouse, base, { recursive: true })
    writeLongOnes(join(base, 'server/src/engine/lint'))
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  it('has a canary for every rule that was switched on by name, and for every rule of our own', () => {
    const canaried = [
      ...canaries.filter(({ tool }) => tool === 'lint').map(({ rule }) => rule),
      ...longOnes.map(({ rule }) => rule)
    ]
    expect(canaried).toEqual(expect.arrayContaining([...namedRules()]))
  })

  it('reports every canary under its own rule', async () => {
    const reported = (await lintHouse(base)).map(({ rule, file }) => spell(rule, file))
    const long = longOnes.map(({ rule, file }) => spell(rule, `server/src/engine/lint/${file}`))
    expect(reported).toEqual(expect.arrayContaining([...promisesOf('lint'), ...long]))
  })
})

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `export const line${index} = 1\n`).join('')

/** Too long to keep: written when needed, one line above each limit. */
const longOnes = [
  { rule: 'style/noExcessiveLinesPerFile', file: 'long-file.ts', text: lines(301) },
  { rule: 'style/noExcessiveLinesPerFile', file: 'long-story.test.ts', text: lines(401) },
  {
    rule: 'complexity/noExcessiveLinesPerFunction',
    file: 'long-function.ts',
    text: `export function long(): void {\n${'  long()\n'.repeat(61)}}\n`
  }
]

function writeLongOnes(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const { file, text } of longOnes) writeFileSync(join(folder, file), text)
}

function namedRules(): readonly string[] {
  const { linter, plugins } = JSON.parse(readFileSync('biome.json', 'utf8'))
  const groups: [string, object][] = Object.entries(linter.rules).filter(
    (entry): entry is [string, object] => typeof entry[1] === 'object'
  )
  const named = groups.flatMap(([group, rules]) =>
    Object.entries(rules)
      .filter(([, setting]) => setting !== 'off')
      .map(([rule]) => `${group}/${rule}`)
  )
  return [...named, ...plugins.map(({ path }: { path: string }) => `plugin/${basename(path, '.grit')}`)]
}
