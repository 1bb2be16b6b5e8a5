/** The promise of the file-system port, kept by the real disk and by the fake that can fail. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { Identity } from '#core/move/machine.ts'
import type { CopyOrder, FileSystem, Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { createFaultyFileSystem } from '#test/fakes/faulty-file-system.ts'

const makers: readonly (readonly [string, () => FileSystem])[] = [
  ['the disk', () => createDisk({ clock: systemClock })],
  ['the disk that can fail', () => createFaultyFileSystem(createDisk({ clock: systemClock }))]
]

let root: string
const spot = (path: string): Spot => ({ root, path })
const at = (path: string): string => join(root, path)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pcu-disk-'))
  mkdirSync(at('films'))
  writeFileSync(at('films/a'), 'first')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const known = async (disk: FileSystem, path: string): Promise<Identity> => {
  const found = await disk.look(spot(path))
  if (found === undefined) throw new Error(`${path} is not there`)
  return found
}

const copyOrder = (expected: Identity, to: string, facts: Partial<CopyOrder> = {}): CopyOrder => ({
  from: spot('films/a'),
  expected,
  to: spot(to),
  verification: 'full',
  signal: new AbortController().signal,
  step: (_name, act) => act(),
  onProgress: () => undefined,
  checkpoint: () => Promise.resolve(),
  ...facts
})

describe.each(makers)('%s', (_name, make) => {
  test('looks without following links, and finds nothing where nothing is', async () => {
    const disk = make()
    symlinkSync('films/a', at('link'))
    expect(await disk.look(spot('link'))).toMatchObject({ kind: 'link', text: 'films/a' })
    expect(await disk.look(spot('films/a'))).toMatchObject({ kind: 'file', sizeBytes: 5, links: 1 })
    expect(await disk.look(spot(''))).toMatchObject({ kind: 'directory' })
    expect(await disk.look(spot('films/b'))).toBeUndefined()
    expect(await disk.look(spot('none/at/all'))).toBeUndefined()
  })

  test('a second name never replaces what is there', async () => {
    const disk = make()
    const mark = await known(disk, 'films/a')
    writeFileSync(at('films/b'), 'other')
    const order = { from: spot('films/a'), expected: { kind: 'same', mark } as const, to: spot('films/b') }
    await expect(disk.link(order)).rejects.toMatchObject({ code: 'disk.exists' })
    await disk.link({ ...order, to: spot('films/c') })
    expect(readFileSync(at('films/b'), 'utf8')).toBe('other')
    expect(await disk.look(spot('films/c'))).toMatchObject({ inode: mark.inode, links: 2 })
  })

  test('takes away only what it was told to expect', async () => {
    const disk = make()
    const mark = await known(disk, 'films/a')
    writeFileSync(at('films/b'), 'other')
    await expect(disk.unlink(spot('films/b'), { kind: 'same', mark })).rejects.toMatchObject({ code: 'move.changed' })
    await expect(disk.unlink(spot('films/a'), { kind: 'link', text: 'x' })).rejects.toMatchObject({
      code: 'move.changed'
    })
    const witness = { spot: spot('films/b'), expected: { kind: 'inode', inode: mark.inode } as const }
    await expect(disk.unlink(spot('films/a'), { kind: 'same', mark }, witness)).rejects.toMatchObject({
      code: 'move.changed'
    })
    await disk.unlink(spot('films/a'), { kind: 'same', mark })
    expect(await disk.look(spot('films/a'))).toBeUndefined()
    expect(readFileSync(at('films/b'), 'utf8')).toBe('other')
  })

  test('replaces only what it was told to expect', async () => {
    const disk = make()
    const mark = await known(disk, 'films/a')
    writeFileSync(at('films/new'), 'second')
    const from = { kind: 'same', mark: await known(disk, 'films/new') } as const
    const order = { from: spot('films/new'), to: spot('films/a') }
    const wrong = { ...order, expected: { from, to: { kind: 'inode', inode: '1' } as const } }
    await expect(disk.replace(wrong)).rejects.toMatchObject({ code: 'move.changed' })
    await disk.replace({ ...order, expected: { from, to: { kind: 'same', mark } } })
    expect(readFileSync(at('films/a'), 'utf8')).toBe('second')
  })

  test('makes links and folders, and removes only empty folders', async () => {
    const disk = make()
    await disk.makeLink('/somewhere', spot('films/link'))
    expect(readlinkSync(at('films/link'))).toBe('/somewhere')
    await expect(disk.makeLink('/else', spot('films/link'))).rejects.toMatchObject({ code: 'disk.exists' })
    expect(await disk.makeDirectory(spot('new'), spot('films'))).toBe(true)
    expect(await disk.makeDirectory(spot('new'), spot('films'))).toBe(false)
    await disk.syncDirectory(spot(''))
    expect(await disk.removeDirectory(spot('films'))).toBe(false)
    expect(await disk.removeDirectory(spot('new'))).toBe(true)
    expect(await disk.removeDirectory(spot('none/at/all'))).toBe(false)
  })

  test('copies, and knows the copy by its content', async () => {
    const disk = make()
    const source = await known(disk, 'films/a')
    const { mark, hash } = await disk.copy(copyOrder(source, 'films/.copy'))
    expect(readFileSync(at('films/.copy'), 'utf8')).toBe('first')
    expect(mark).toMatchObject({ sizeBytes: 5, modifiedNs: source.modifiedNs })
    expect(hash).toMatch(/^[0-9a-f]{32}$/u)
    expect(await disk.digest(spot('films/a'), source, { signal: new AbortController().signal })).toBe(hash)
    await expect(disk.copy(copyOrder(source, 'films/.copy'))).rejects.toMatchObject({ code: 'disk.exists' })
  })

  test('refuses a source that is not what it was', async () => {
    const disk = make()
    const source = await known(disk, 'films/a')
    writeFileSync(at('films/b'), 'other')
    renameSync(at('films/b'), at('films/a'))
    await expect(disk.copy(copyOrder(source, 'films/.copy'))).rejects.toMatchObject({ code: 'move.changed' })
    expect(await disk.look(spot('films/.copy'))).toBeUndefined()
  })

  test('measures the room of the nearest folder that exists', async () => {
    const disk = make()
    const [deep, own] = [await disk.room(spot('films/none/at/all')), await disk.room(spot(''))]
    expect(deep.freeBytes).toBeGreaterThan(0)
    expect(deep.totalBytes).toBeGreaterThanOrEqual(deep.freeBytes)
    expect(deep.group).toBe(own.group)
  })

  test('never leaves its root', async () => {
    const disk = make()
    symlinkSync('/etc', at('films/etc'))
    await expect(disk.look(spot('films/etc/hostname'))).rejects.toMatchObject({ code: 'disk.escape' })
    await expect(disk.look(spot('films/../films/a'))).rejects.toMatchObject({ code: 'disk.escape' })
    await expect(disk.look(spot('/etc/hostname'))).rejects.toMatchObject({ code: 'disk.escape' })
    await expect(disk.look({ root: 'films', path: 'a' })).rejects.toMatchObject({ code: 'disk.escape' })
  })
})

test('the fake fails where and when it is told to, and heals', async () => {
  const disk = createFaultyFileSystem(createDisk({ clock: systemClock }))
  const failure = new Failure('disk.io', { sentence: 'The disk is dying.', retry: 'later' })
  disk.fail({ call: 'look', failure, root, after: 1 })
  expect(await disk.look(spot('films/a'))).toBeDefined()
  await expect(disk.look(spot('films/a'))).rejects.toBe(failure)
  disk.heal()
  expect(await disk.look(spot('films/a'))).toBeDefined()
})

describe('a dry run', () => {
  const dry = createDisk({ clock: systemClock, dryRun: true })

  test('looks and measures', async () => {
    expect(await dry.look(spot('films/a'))).toMatchObject({ kind: 'file' })
    expect((await dry.room(spot(''))).freeBytes).toBeGreaterThan(0)
  })

  test('refuses everything that would change anything', async () => {
    const mark = await known(dry, 'films/a')
    const expected = { kind: 'same', mark } as const
    const calls: readonly Promise<unknown>[] = [
      dry.link({ from: spot('films/a'), expected, to: spot('films/b') }),
      dry.unlink(spot('films/a'), expected),
      dry.replace({ from: spot('films/a'), to: spot('films/b'), expected: { from: expected, to: expected } }),
      dry.makeLink('x', spot('films/b')),
      dry.makeDirectory(spot('new'), spot('films')),
      dry.removeDirectory(spot('films')),
      dry.syncDirectory(spot('films')),
      dry.copy(copyOrder(mark, 'films/b'))
    ]
    // A call that is added must be looked at here: it reads, or it is refused.
    const reads = ['look', 'list', 'digest', 'room', 'inUse']
    expect(Object.keys(dry)).toHaveLength(reads.length + calls.length)
    expect(Object.keys(dry)).toEqual(expect.arrayContaining(reads))
    const codes = (await Promise.allSettled(calls)).map((result) =>
      result.status === 'rejected' ? result.reason.code : 'done'
    )
    expect(new Set(codes)).toEqual(new Set(['disk.dry-run']))
    expect(lstatSync(at('films/a')).size).toBe(5)
  })
})
