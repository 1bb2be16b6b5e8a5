/** Which lines stand in the mover list: one for each file, or directories when there are too many, and never more than that. */
import { describe, expect, test } from 'vitest'
import { directoryLine, fileLine } from './line.ts'
import { moverLines } from './lines.ts'

const root = '/mnt/nvme'
const services = ['/mnt/nvme/Films/*/.mc-*', '/mnt/nvme/Films/.mc*']

describe('a line', () => {
  test.each([
    ['/mnt/c/F/Alien (1979).mkv', '/mnt/c/F/Alien (1979).mkv'],
    ["/mnt/c/F/[HD] It's 5! -x & y; z.mkv", "/mnt/c/F/[HD] It's 5! -x & y; z.mkv"],
    ['/mnt/c/F/Ünïcode 😀.mkv', '/mnt/c/F/Ünïcode 😀.mkv'],
    ['/mnt/c/F/$(touch x).mkv', '/mnt/c/F/*(touch x).mkv'],
    ['/mnt/c/F/a`b"c\\d?e*f.mkv', '/mnt/c/F/a*b*c*d*e*f.mkv'],
    ['/mnt/c/F/a\nb\rc\td\u0000e\u001bf.mkv', '/mnt/c/F/a*b*c*d*e*f.mkv'],
    ['/mnt/c/F/a$$$``b.mkv', '/mnt/c/F/a*b.mkv'],
    ['/mnt/c/F$/a.mkv', '/mnt/c/F*/a.mk*'],
    ['/mnt/c/F$/😀', '/mnt/c/F*/*'],
    ['/mnt/c/F$/a$.mkv', '/mnt/c/F*/a*.mkv'],
    ['/mnt/c/F/ends in blanks  ', '/mnt/c/F/ends in blanks*'],
    ['/mnt/c/F/no text \ufffd \ud800.mkv', '/mnt/c/F/no text * *.mkv']
  ])('for %j is %j', (path, line) => {
    expect(fileLine(path)).toBe(line)
  })

  test('for a directory covers what lies below, also as a pattern', () => {
    expect(directoryLine('/mnt/c/F/Alien')).toBe('/mnt/c/F/Alien')
    expect(directoryLine('/mnt/c/F/A$B')).toBe('/mnt/c/F/A*B/*')
  })
})

describe('the lines', () => {
  test('are none without files', () => {
    expect(moverLines([], root)).toEqual([])
  })

  test('are sorted, each once, with what we call our own in each share', () => {
    const paths = ['Films/b.mkv', 'Films/a.mkv', 'Films/b.mkv', 'Films/a$.srt', 'Films/a`.srt', 'top.mkv']
    expect(
      moverLines(
        paths.map((path) => `${root}/${path}`),
        root
      )
    ).toEqual([
      ...services,
      '/mnt/nvme/Films/a*.srt',
      '/mnt/nvme/Films/a.mkv',
      '/mnt/nvme/Films/b.mkv',
      '/mnt/nvme/top.mkv'
    ])
  })

  const films = (count: number, sidecars: number): readonly string[] =>
    Array.from({ length: count }, (_, film) =>
      Array.from({ length: sidecars + 1 }, (__, part) => `${root}/Films/Film ${film}/part ${part}`)
    ).flat()

  test('stay as they are at the limit', () => {
    expect(moverLines(films(5, 0), root, { entries: 5, bytes: 10_000 })).toHaveLength(5 + services.length)
  })

  test('beyond it the fullest of the deepest directories stand for what lies in them, and no more of them than needed', () => {
    const paths = [...films(2, 1), `${root}/Films/Film 1/part 9`, `${root}/Films/Film 7/only`]
    expect(moverLines(paths, root, { entries: 4, bytes: 10_000 })).toEqual([
      ...services,
      '/mnt/nvme/Films/Film 0/part 0',
      '/mnt/nvme/Films/Film 0/part 1',
      '/mnt/nvme/Films/Film 1',
      '/mnt/nvme/Films/Film 7/only'
    ])
    expect(moverLines(paths, root, { entries: 3, bytes: 10_000 })).toEqual([
      ...services,
      '/mnt/nvme/Films/Film 0',
      '/mnt/nvme/Films/Film 1',
      '/mnt/nvme/Films/Film 7/only'
    ])
    expect(moverLines(paths, root, { entries: 2, bytes: 10_000 })).toEqual(['/mnt/nvme/Films', ...services])
  })

  test('never cover the whole pool', () => {
    expect(moverLines([`${root}/a`, `${root}/b`], root, { entries: 1, bytes: 10_000 })).toEqual([
      `${root}/a`,
      `${root}/b`
    ])
  })

  test('fit into one command, however long the names are', () => {
    const long = (n: number): string => `${root}/Films/Film ${n % 1000}/${'ü'.repeat(120)}${n}`
    const lines = moverLines(
      Array.from({ length: 4900 }, (_, n) => long(n)),
      root
    )
    const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + ' -not -path ""'.length, 0)
    expect(bytes).toBeLessThan(2 * 1024 * 1024)
    expect(lines.length).toBeLessThan(4900)
  })

  test('for a hundred thousand files are found in no time to speak of', () => {
    expect(moverLines(films(20_000, 4), root).length).toBeLessThanOrEqual(5000 + services.length)
  })
})
