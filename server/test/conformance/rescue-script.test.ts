/** The rescue script under every shell that is here: names alone bring files home, no real file is overwritten, and nothing on the pool is removed. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backupNames } from '#core/move/names.ts'
import {
  content,
  film,
  makeWorld,
  nameOfMode,
  originalContent,
  promote,
  subtitle,
  subtitleContent,
  writeAt
} from '#test/crash/world.ts'

const script = fileURLToPath(new URL('../../../docs/rescue.sh', import.meta.url))

const canRun = (command: readonly string[]): boolean => {
  const [program = '', ...words] = command
  return spawnSync(program, [...words, '-c', 'exit 0']).status === 0
}

const shells = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(canRun)

let root: string
let array: string
let pool: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rescue-script-')))
  array = join(root, 'array')
  pool = join(root, 'pool')
  for (const folder of [array, pool]) mkdirSync(folder)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** With BusyBox its own tools too, as on small systems; with every other shell those of this machine. */
const toolsOf = (program: string): string => {
  if (program !== 'busybox') return process.env['PATH'] ?? ''
  const tools = join(root, 'tools')
  mkdirSync(tools, { recursive: true })
  execFileSync('busybox', ['--install', '-s', tools])
  return tools
}

const run = (shell: readonly string[], words: readonly string[]): string => {
  const [program = '', ...before] = shell
  const PATH = toolsOf(program)
  const command = program === 'busybox' ? [join(PATH, 'sh')] : [program, ...before]
  const [first = '', ...rest] = command
  return execFileSync(first, [...rest, script, ...words], { encoding: 'utf8', cwd: '/', env: { PATH } })
}

const census = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => {
        const path = join(folder, name)
        const found = lstatSync(path)
        if (found.isSymbolicLink()) return [name, `link to ${readlinkSync(path)}`]
        return [name, found.isFile() ? readFileSync(path, 'utf8') : 'folder']
      })
  )

/** As a move to the pool leaves it. */
const cached = (path: string, what: string, parked: boolean): void => {
  writeAt(join(array, path), content(what), 1_700_000_000)
  writeAt(join(pool, path), content(what), 1_700_000_000)
  if (parked) renameSync(join(array, path), join(array, dirname(path), backupNames(basename(path))[0]))
  else rmSync(join(array, path))
  symlinkSync(join(pool, path), join(array, path))
}

const names = [
  'plain.mkv',
  'with space.mkv',
  "it's.mkv",
  'a "quote".mkv',
  'line\nbreak.mkv',
  '-n.mkv',
  '$(touch x)`id`.mkv',
  '*?[a].mkv',
  'ünï\u0301.mkv',
  '.hidden.mkv'
]

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('%s', (_name, shell) => {
  test('hostile names come home, run twice, parked or not; the pool keeps everything', () => {
    for (const name of names) {
      cached(`Films (1999)/parked ${name}`, name, true)
      cached(`Films (1999)/moved ${name}`, name, false)
    }
    const before = census(pool)
    const told = run(shell, [pool, array])
    expect(told.match(/gets its name back/gu)).toHaveLength(names.length)
    expect(told.match(/is copied home/gu)).toHaveLength(names.length)
    expect(lstatSync(join(array, 'Films (1999)/parked plain.mkv')).isSymbolicLink()).toBe(true)
    run(shell, ['--go', `${pool}/`, array])
    expect(run(shell, ['--go', pool, array])).toBe('')
    const home = Object.entries(census(array)).filter(([path]) => path !== 'Films (1999)')
    expect(home).toHaveLength(2 * names.length)
    for (const [path, bytes] of home)
      expect(bytes, path).toBe(content(path.replace(/^.*\/(?:parked|moved) /u, '')).toString())
    expect(census(pool)).toEqual(before)
    const { mode, mtimeMs } = lstatSync(join(array, 'Films (1999)/moved plain.mkv'))
    expect([mode & 0o777, mtimeMs]).toEqual([0o640, 1_700_000_000_000])
  })

  test('a name that is free gets its parked original back', () => {
    cached('Film.mkv', 'a', true)
    rmSync(join(array, 'Film.mkv'))
    run(shell, ['--go', pool, array])
    expect(census(array)).toEqual({ 'Film.mkv': content('a').toString() })
  })

  test('real files, folders and links to elsewhere are left alone, and so is what is parked beside them', () => {
    cached('a.mkv', 'a', true)
    rmSync(join(array, 'a.mkv'))
    writeFileSync(join(array, 'a.mkv'), 'somebody wrote this')
    cached('b.mkv', 'b', true)
    rmSync(join(array, 'b.mkv'))
    symlinkSync('/etc/hostname', join(array, 'b.mkv'))
    cached('c.mkv', 'c', true)
    rmSync(join(array, 'c.mkv'))
    mkdirSync(join(array, 'c.mkv'))
    cached('d.mkv', 'd', true)
    rmSync(join(pool, 'd.mkv'))
    mkdirSync(join(pool, 'd.mkv'))
    symlinkSync(`${pool}er/x`, join(array, 'e.mkv'))
    cached('f.mkv', 'f', false)
    rmSync(join(pool, 'f.mkv'))
    const before = census(array)
    const told = run(shell, ['--go', pool, array])
    expect(census(array)).toEqual(before)
    expect(told.match(/name taken, left alone/gu)).toHaveLength(4)
    expect(told.match(/leads nowhere, left alone/gu)).toHaveLength(1)
  })

  test('a parked original with a shortened name stays, and its film comes home as a copy', () => {
    const long = `${'x'.repeat(250)}.mkv`
    cached(long, 'g', true)
    const told = run(shell, ['--go', pool, array])
    expect(told).toContain('its name was shortened, left alone')
    expect(census(array)).toEqual({ [long]: content('g').toString(), [backupNames(long)[0]]: content('g').toString() })
  })

  test('a film whose pool died comes back from its parked original', () => {
    cached('Film.mkv', 'a', true)
    rmSync(pool, { recursive: true })
    run(shell, ['--go', pool, array])
    expect(census(array)).toEqual({ 'Film.mkv': content('a').toString() })
  })

  test('without words it tells how it is used, and does nothing', () => {
    const [program = '', ...before] = shell
    const ended = spawnSync(program, [...before, script], { encoding: 'utf8' })
    expect(ended.status).toBe(2)
    expect(ended.stdout).toContain('usage: rescue.sh POOL ARRAY')
  })
})

const withParked = [
  { presentation: 'symlink', original: 'backup' },
  { presentation: 'union', original: 'backup' },
  { presentation: 'symlink', original: 'remove' }
] as const

test.each(withParked.map((mode) => [nameOfMode(mode), mode] as const))(
  'brings home what the engine moved: %s',
  async (_name, mode) => {
    const world = await makeWorld(mode, [film, subtitle])
    const life = await world.live()
    const inode = lstatSync(join(world.array, film)).ino
    await promote(world, life)
    await life.end()
    run(['sh'], ['--go', world.pool, world.array])
    expect(readFileSync(join(world.array, film)).equals(originalContent)).toBe(true)
    expect(readFileSync(join(world.array, subtitle)).equals(subtitleContent)).toBe(true)
    if (mode.original === 'backup') expect(lstatSync(join(world.array, film)).ino).toBe(inode)
    expect(readdirSync(dirname(join(world.array, film))).toSorted()).toEqual(
      [basename(subtitle), basename(film)].toSorted()
    )
    world.remove()
  }
)

test('is short', () => {
  expect(readFileSync(script, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40)
})
