/** Who has a file open, what belongs to a file besides its bytes, and what copies leave in the cache: on real file systems, through the process that copies. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { type ChildCopier, createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import type { Priority } from '#adapters/disk/copier/priority.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { loadNative } from '#adapters/disk/native/load.ts'
import type { Copied, CopyOrder, FileSystem } from '#ports/file-system.ts'
import { canMount, hasUnion, type Mounted, makeMounted } from '#test/crash/mounted.ts'

const isRoot = process.getuid?.() === 0
const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
/** This process only asks whether the add-on is there; the calls are made in the other one. */
const hasNative = loadNative().missing === undefined

let copier: ChildCopier
let disk: FileSystem
const start = (priority: Priority = 'normal'): void => {
  const clock = systemClock
  const pace = createPace(() => 0, clock)
  copier = createChildCopier({ clock, pace, priority, patienceMs: 120_000, onMissing: () => undefined })
  disk = createDisk({ clock, copier })
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-native-'))
  mkdirSync(join(folder, 'from'))
  mkdirSync(join(folder, 'to'))
  start()
})
const others: ChildProcess[] = []
afterEach(async () => {
  await copier.close()
  for (const other of others.splice(0)) other.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const copyIn = async (root: { from: string; to: string }, facts: Partial<CopyOrder> = {}): Promise<Copied> => {
  const from = { root: root.from, path: 'film' }
  const expected = await disk.look(from)
  if (expected === undefined) throw new Error('no source')
  return await disk.copy({
    from,
    expected,
    to: { root: root.to, path: '.part' },
    verification: 'full',
    signal: new AbortController().signal,
    step: (_name, act) => act(),
    onProgress: () => undefined,
    checkpoint: () => Promise.resolve(),
    ...facts
  })
}
const copyHere = (facts: Partial<CopyOrder> = {}): Promise<Copied> =>
  copyIn({ from: join(folder, 'from'), to: join(folder, 'to') }, facts)

/** Another process that holds a file open; resolves once it does. `user`: a number to run as. */
const holdOpen = async (path: string, mode: '<' | '>>'): Promise<ChildProcess> => {
  const other = spawn('sh', ['-c', `exec 3${mode}"$0"; echo open; exec sleep 600`, path], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  others.push(other)
  await new Promise((resolve) => other.stdout.once('data', resolve))
  return other
}
const letGo = (other: ChildProcess): Promise<unknown> => {
  const gone = new Promise((resolve) => other.once('exit', resolve))
  other.kill('SIGKILL')
  return gone
}

describe.skipIf(!hasNative)('whether somebody has a file open', () => {
  const useOf = (root: string, path = 'film') => disk.inUse({ root, path }, { kind: 'plain-file' })

  test.each(['<', '>>'] as const)('is known of another process that opened it with %s, until it ends', async (mode) => {
    const root = join(folder, 'from')
    writeFileSync(join(root, 'film'), 'film')
    expect(await useOf(root)).toBe('free')
    const other = await holdOpen(join(root, 'film'), mode)
    expect(await useOf(root)).toBe('in-use')
    await letGo(other)
    expect(await useOf(root)).toBe('free')
  })

  test('is not asked of a file that is not the expected one', async () => {
    const root = join(folder, 'from')
    writeFileSync(join(root, 'film'), 'film')
    const asked = disk.inUse({ root, path: 'film' }, { kind: 'inode', inode: '1' })
    await expect(asked).rejects.toMatchObject({ code: 'move.changed' })
  })

  test('does not end the process when the file is opened in the very moment', async () => {
    const root = join(folder, 'from')
    writeFileSync(join(root, 'film'), 'film')
    await useOf(root)
    const [pid] = copier.pids()
    spawnSync('kill', ['-IO', String(pid)])
    expect(await useOf(root)).toBe('free')
    expect(copier.pids()).toEqual([pid])
  })

  test.skipIf(!isRoot)('is told to the owner of a file without any right of root, and to nobody else', () => {
    const [mine, foreign] = [join(folder, 'mine'), join(folder, 'foreign')]
    for (const path of [mine, foreign]) writeFileSync(path, 'film')
    chownSync(mine, 99, 100)
    chownSync(folder, 99, 100)
    const script = join(import.meta.dirname, '../fakes/asking-process.ts')
    const ask = (path: string): string =>
      execFileSync(process.execPath, [script, path], { uid: 99, gid: 100, encoding: 'utf8' }).trim()
    expect(ask(mine)).toBe('free')
    expect(ask(foreign)).toBe('unknown')
  })
})

describe.skipIf(!canMount || !hasNative)('on XFS and ext4 with a union over them', () => {
  let mounted: Mounted
  beforeAll(() => {
    mounted = makeMounted()
  })
  afterAll(() => mounted.remove())

  test.skipIf(!hasUnion)('a reader behind the union is seen on the branch; the union itself is not asked', async () => {
    writeFileSync(join(mounted.root, 'array/film'), 'film')
    mounted.mountUnion()
    const array = { root: join(mounted.root, 'array'), path: 'film' }
    expect(await disk.inUse(array, { kind: 'plain-file' })).toBe('free')
    const other = await holdOpen(join(mounted.root, 'share/film'), '<')
    expect(await disk.inUse(array, { kind: 'plain-file' })).toBe('in-use')
    expect(await disk.inUse({ root: join(mounted.root, 'share'), path: 'film' }, { kind: 'plain-file' })).toBe(
      'unknown'
    )
    await letGo(other)
    await copier.close()
    mounted.unmountUnion()
  })

  const cachedPages = (path: string): number =>
    Number(
      execFileSync('fincore', ['--bytes', '--noheadings', '--output', 'PAGES', path], { encoding: 'utf8' }).trim() || 0
    )

  test.skipIf(!has('fincore')).each([200, 4097, 300_001, 20_000_003])(
    'nothing of a file of %i bytes is left in the cache, on neither side',
    async (size) => {
      const root = { from: join(mounted.root, 'array'), to: join(mounted.root, 'pool') }
      writeFileSync(join(root.from, 'film'), Buffer.alloc(size, 'film'))
      execFileSync('sync', ['-f', root.from])
      await copyIn(root)
      expect(cachedPages(join(root.from, 'film')) + cachedPages(join(root.to, '.part'))).toBe(0)
      for (const path of [join(root.from, 'film'), join(root.to, '.part')]) rmSync(path)
    }
  )

  test.skipIf(!hasUnion)('a copy through the union is whole, and leaves the cache clean', async () => {
    mounted.mountUnion()
    const root = { from: join(mounted.root, 'share'), to: join(mounted.root, 'pool') }
    const content = Buffer.alloc(20_000_003, 'through the union ')
    writeFileSync(join(mounted.root, 'array/film'), content)
    await copyIn(root)
    expect(readFileSync(join(root.to, '.part')).equals(content)).toBe(true)
    await copier.close()
    mounted.unmountUnion()
    for (const path of ['array/film', 'pool/.part']) rmSync(join(mounted.root, path))
  })
})

describe.skipIf(!isRoot || !has('setfacl') || !has('setfattr'))('what belongs to a file', () => {
  const facts = (path: string): string =>
    [
      execFileSync('getfacl', ['--numeric', '--omit-header', '--absolute-names', path], { encoding: 'utf8' }),
      execFileSync('getfattr', ['--dump', '--match=-', '--absolute-names', path], { encoding: 'utf8' }).replace(
        path,
        ''
      )
    ].join('')

  test('comes along: owner, mode, access list, attributes, and times to the nanosecond', async () => {
    const film = join(folder, 'from/film')
    writeFileSync(film, 'film')
    chownSync(film, 99, 100)
    execFileSync('touch', ['-d', '1969-07-20T20:17:40.123456789Z', film])
    execFileSync('setfacl', ['-m', 'u:1234:rw,g:77:r', film])
    execFileSync('setfattr', ['-n', 'user.origin', '-v', 'disc 3 \\0 of 5', film])
    execFileSync('setfattr', ['-n', 'trusted.note', '-v', 'root', film])
    execFileSync('setfacl', ['-d', '-m', 'u:4321:rwx', join(folder, 'to')])
    const before = lstatSync(film, { bigint: true })
    await copyHere()
    const after = lstatSync(join(folder, 'to/.part'), { bigint: true })
    const shown = ({ uid, gid, mode, mtimeNs }: typeof before) => ({ uid, gid, mode, mtimeNs })
    expect(shown(after)).toEqual(shown(before))
    expect(facts(join(folder, 'to/.part'))).toBe(facts(film))
  })
})

describe('the priority of copies', () => {
  const nicenessOf = (pid: number | undefined): number =>
    Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /u, '')
        .split(' ')[16]
    )

  test.skipIf(!has('ionice') || !has('nice')).each([
    ['normal', 0, 'none: prio'],
    ['low', 10, 'best-effort: prio 7'],
    ['idle', 19, 'idle']
  ] as const)(
    '%s',
    async (priority, niceness, io) => {
      start(priority)
      writeFileSync(join(folder, 'from/film'), 'film')
      await disk.inUse({ root: join(folder, 'from'), path: 'film' }, { kind: 'plain-file' })
      const [pid] = copier.pids()
      const own = nicenessOf(process.pid)
      // An owner of the machine may lower it further at any time.
      expect(nicenessOf(pid)).toBeGreaterThanOrEqual(Math.min(19, own + niceness))
      if (own === 0) expect(execFileSync('ionice', ['-p', String(pid)], { encoding: 'utf8' })).toContain(io)
      // On a busy machine one that takes only what nobody else wants takes its time to start.
    },
    300_000
  )
})

const source = join(import.meta.dirname, '../../src')

/** What a file imports besides types and Node itself: paths of files, and names of packages. */
const importsOf = (path: string): readonly string[] => {
  const found = readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type)[^']*? from '([^']+)'/gmu)
  return [...found]
    .map(([, from = '']) => from)
    .filter((from) => !from.startsWith('node:'))
    .map((from) => (from.startsWith('.') ? join(path, '..', from) : from.replace(/^#src/u, source)))
    .map((from) => from.replace(/^#/u, `${source}/`))
}

test('the process that copies loads nothing but what copying needs', () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const walk = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const from of importsOf(path)) {
      if (existsSync(from)) walk(from)
      else packages.add(from)
    }
  }
  walk(join(source, 'adapters/disk/copier/entry.ts'))
  expect([...packages]).toEqual([])
  expect(seen.size).toBeGreaterThan(10)
})
