/** Our own checks report what they are for and leave the rest alone. */
import { describe, expect, it } from 'vitest'
import { findFullFolders, findInSource } from './folders.ts'
import { findWords } from './words.ts'

/** Joined here, so that this file does not contain what it looks for. */
const spell = (...parts: string[]): string => parts.join('')

describe('words', () => {
  it.each([
    ['the host of a package registry', spell('https://registry', '.npmjs.org/zod')],
    ['an address in the lock file', spell('"resolved"', ': "https://somewhere/zod.tgz"')],
    ['the path of one machine', spell("cd '/wor", "k/main'")],
    ['a promise without an issue', spell('// TO', 'DO later')]
  ])('reports %s with its line', (_, text) => {
    expect(findWords('file.ts', `one\n${text}\n`).map(({ where }) => where)).toEqual(['file.ts:2'])
  })

  it.each(['/mnt/work/films', 'a framework/', spell('// TO', 'DO(#12) later')])('leaves %s alone', (text) => {
    expect(findWords('file.ts', text)).toEqual([])
  })
})

describe('folders', () => {
  const folder = (count: number, ending: string): string[] =>
    Array.from({ length: count }, (_, n) => `server/src/core/f${n}${ending}`)

  it('reports a folder with more than twenty files, not counting the tests beside them', () => {
    expect(findFullFolders(folder(21, '.ts')).map(({ where }) => where)).toEqual(['server/src/core'])
    expect(findFullFolders([...folder(20, '.ts'), ...folder(20, '.test.ts')])).toEqual([])
  })

  it('reports a file with more than fifteen imports, except where everything is wired', () => {
    const text = "import { a } from './a.ts'\n".repeat(16)
    expect(findInSource('server/src/core/plan.ts', text)).toHaveLength(1)
    expect(findInSource('server/src/app.ts', text)).toEqual([])
  })

  it.each(["import { a } from '../a.ts'", "const a = await import('../a.ts')", "vi.mock('../a.ts')"])(
    'reports the ladder in %s',
    (text) => {
      expect(findInSource('server/src/core/plan.ts', text)).toHaveLength(1)
      expect(findInSource('web/src/page.tsx', text)).toEqual([])
    }
  )
})
