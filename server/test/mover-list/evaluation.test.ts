/** The mover list is handed to `eval`: no name in it is ever executed, every file of ours is covered, and nobody else's but where a `*` cannot tell them apart. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { moverLines } from '#adapters/disk/mover-list/lines.ts'
import { canRead, movedBy } from './reader.ts'

let folder: string
let pool: string
const canary = (): boolean => existsSync(join(folder, 'canary'))

const clean = (): void => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pcu-list-')))
  pool = join(folder, 'pool')
  mkdirSync(pool)
}
beforeEach(clean)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (path: string): string => {
  const at = join(pool, path)
  mkdirSync(dirname(at), { recursive: true })
  writeFileSync(at, '')
  return at
}

const moved = (lines: readonly string[]): readonly string[] => {
  const list = join(folder, 'list.txt')
  writeFileSync(list, `# mine\n${lines.join('\n')}\n`)
  return movedBy(list, pool, folder)
}

const hostile = [
  '$(touch canary).mkv',
  '`touch canary`.mkv',
  '";touch canary;".mkv',
  '" -o -exec touch canary ; -o -path ".mkv',
  '\\";touch canary;\\".mkv',
  '\\$(touch canary).mkv',
  'ends in a backslash \\',
  '$IFS$(touch\tcanary)',
  "';touch canary;'.mkv",
  '; touch canary #.mkv',
  '&& touch canary.mkv',
  '| touch canary.mkv',
  '>canary.mkv',
  '!touch canary!.mkv',
  '-exec touch canary ;.mkv',
  'two\nlines $(touch canary).mkv',
  'two\n/mnt/lines.mkv',
  'return\r.mkv',
  '\u0001\u001b[31m.mkv',
  '*.mkv',
  '?.mkv',
  'A [1080p] [!x].mkv',
  '[.mkv',
  '~.mkv',
  '{a,b}.mkv',
  'ends in a blank ',
  'ends in a tab\t',
  ' begins with a blank',
  'Ünïcodé 映画 😀.mkv',
  'no text \ufffd.mkv',
  `${'x'.repeat(251)}.mkv`,
  `${'ü'.repeat(125)}$.mkv`,
  '$'.repeat(255),
  'x'.repeat(255),
  `${'$a'.repeat(127)}b`
] as const

describe.skipIf(!canRead)('read by the plugin (skipped without bash and find)', () => {
  test.each(hostile.map((name) => [name]))('%j is covered and not executed', (name) => {
    const ours = [
      put(`Films/${name}`),
      put(`${name}/film.mkv`),
      put(`Films/${name}/Extras/${name}`.replace(`Films/${name}`, `Shows/${name}`))
    ]
    expect([moved(moverLines(ours, pool)), canary()]).toEqual([[], false])
  })

  test('the same names would be executed as they are', () => {
    const ours = [put('Films/$(touch canary).mkv')]
    moved(ours)
    expect(canary()).toBe(true)
  })

  const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')

  /** What a line covers, reckoned another way: only a `*` stands for anything but itself. */
  const covers = (line: string, file: string): boolean =>
    new RegExp(`^${line.split('*').map(literally).join('.*')}$`, 'su').test(file)

  test.each(hostile.map((name) => [name]))('%j as a directory that stands for its files', (name) => {
    const ours = [1, 2, 3].map((part) => put(`Films/${name}/${part}`))
    const other = put('Films/Other/film.mkv')
    const lines = moverLines(ours, pool, { entries: 1, bytes: 10_000 })
    const hidden = lines.some((line) => covers(line, other))
    expect([moved(lines), canary()]).toEqual([hidden ? [] : [other], false])
  })

  test('files that the lines do not mean are moved', () => {
    const ours = [put('Films/Alien (1979)/Alien.mkv'), put('Films/Alien (1979)/Alien.en.srt')]
    const others = [
      put('Films/Alien (1979)/Alien.mkv.bak'),
      put('Films/Alien (1979)/Poster.jpg'),
      put('Films/A/Alien.mkv')
    ]
    expect(moved(moverLines(ours, pool)).toSorted()).toEqual(others.toSorted())
  })

  test('a neighbour whose name differs in nothing but a replaced character stays with ours', () => {
    const ours = [put('Films/What$.mkv')]
    const neighbour = put('Films/What is it.mkv')
    const other = put('Films/Who.mkv')
    expect([moved(moverLines(ours, pool)), existsSync(neighbour)]).toEqual([[other], true])
  })

  test('what a copy is called before it is complete, the marker and the manifest stay as well', () => {
    const ours = [put('Films/Alien/Alien.mkv')]
    put('Films/Alien/.mc-0123456789abcdef.part')
    put('.mc/manifest.jsonl')
    put('.mc-root-1')
    expect(moved(moverLines(ours, pool))).toEqual([])
  })

  const special = fc.constantFrom(
    '$',
    '(',
    ')',
    '`',
    '"',
    "'",
    '\\',
    '*',
    '?',
    '[',
    ']',
    '!',
    ' ',
    '\n',
    '\r',
    '\t',
    ';',
    '&',
    '|',
    '<',
    '>',
    '#',
    '~',
    '{',
    '}',
    '-',
    '^'
  )
  const unit = fc.oneof(
    { weight: 3, arbitrary: special },
    { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'touch canary', '$(touch canary)', 'ü', '😀') }
  )
  const name = fc
    .array(unit, { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(''))
    .filter((text) => text !== '.' && text !== '..' && !text.startsWith('.mc'))
  const path = fc.tuple(fc.constantFrom('Films', 'Shows'), name, name).map((parts) => parts.join('/'))
  const distinct = fc.uniqueArray(path, { minLength: 2, maxLength: 12 })

  test('any names: ours are covered, others are moved unless a * cannot tell them apart, nothing is executed', () => {
    fc.assert(
      fc.property(distinct, fc.nat(), (paths, split) => {
        rmSync(folder, { recursive: true, force: true })
        clean()
        const files = paths.map(put)
        const ours = files.slice(0, (split % (files.length - 1)) + 1)
        const others = files.slice(ours.length)
        const lines = moverLines(ours, pool)
        const expected = others.filter((file) => !lines.some((line) => covers(line, file)))
        expect(moved(lines).toSorted()).toEqual(expected.toSorted())
        expect(canary()).toBe(false)
        expect(lines.filter((line) => /[$`"\\?\n\r]/u.test(line))).toEqual([])
      }),
      { numRuns: 60 }
    )
  })
})
