/** Temporary roots for the storage tests: folders, files of a known age, and where allowed mounts, all of them undone afterwards. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createStorageHost, type HostRules, type StorageHostDeps } from '#adapters/disk/storage-host.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, plexPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Unit } from '#core/model/unit.ts'
import type { RootPaths, StorageHost } from '#ports/storage-host.ts'

/** Mounting needs root; loop devices and FUSE need their devices. */
export const mayMount = process.getuid?.() === 0

/** Whether a program is installed. */
export const hasProgram = (name: string): boolean => {
  try {
    execFileSync('which', [name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export interface Mounts {
  tmpfs(path: string): void
  bind(from: string, to: string): void
  readOnly(path: string): void
  /** A small ext4 on a loop device. */
  ext4(path: string): void
  mergerfs(branches: readonly string[], path: string): void
  undo(path: string): void
  /** Something was mounted here by other means; undone with the rest. */
  note(path: string): void
}

export interface Fixture {
  readonly base: string
  readonly share: string
  readonly pool: string
  readonly memory: Map<string, string>
  readonly paths: RootPaths
  readonly mounts: Mounts
  host(rules?: Partial<HostRules>, deps?: Partial<StorageHostDeps>): StorageHost
  /** Writes a file below a root, changed long ago as far as its own time goes. */
  write(path: string, content?: string): string
  dispose(): void
}

/** Everything real is fine; a trial setup is allowed to be on one file system. */
const RULES: HostRules = {
  dryRun: false,
  allowVolatilePool: false,
  allowSameFileSystem: true,
  minimumFileAgeMinutes: 10
}

const createMounts = (base: string, mounted: string[]): Mounts => {
  const run = (program: string, ...args: string[]): void => void execFileSync(program, args, { stdio: 'pipe' })
  const at = (path: string): string => {
    mkdirSync(path, { recursive: true })
    mounted.push(path)
    return path
  }
  return {
    tmpfs: (path) => run('mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', at(path)),
    bind: (from, to) => run('mount', '--bind', from, at(to)),
    readOnly: (path) => run('mount', '-o', 'remount,ro', path),
    ext4: (path) => {
      const image = join(base, `${mounted.length}.img`)
      writeFileSync(image, '')
      truncateSync(image, 16 * 1_048_576)
      run('mkfs.ext4', '-q', image)
      run('mount', '-o', 'loop', image, at(path))
    },
    mergerfs: (branches, path) =>
      run(
        'mergerfs',
        '-o',
        'allow_other,cache.files=off,category.create=ff,minfreespace=1M',
        branches.join(':'),
        at(path)
      ),
    note: (path) => void mounted.push(path),
    undo: (path) => {
      run('umount', path)
      mounted.splice(mounted.lastIndexOf(path), 1)
    }
  }
}

/** A share and a pool in a fresh folder. */
export const createFixture = (): Fixture => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'storage-host-')))
  const share = join(base, 'share')
  const pool = join(base, 'pool')
  const memory = new Map<string, string>()
  const mounted: string[] = []
  const mounts = createMounts(base, mounted)
  mkdirSync(share)
  mkdirSync(pool)
  return {
    base,
    share,
    pool,
    memory,
    mounts,
    paths: { shareRoot: sharePath(share), poolRoot: poolPath(pool), arrayRoots: [] },
    host: (rules, deps) =>
      createStorageHost({
        now: () => Date.now() + 3_600_000,
        memory: { get: async (key) => memory.get(key), set: async (key, value) => void memory.set(key, value) },
        rules: () => ({ ...RULES, ...rules }),
        ...deps
      }),
    write: (path, content = 'bytes') => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
      utimesSync(path, 1_600_000_000, 1_600_000_000)
      return path
    },
    dispose: () => {
      for (const path of mounted.toReversed()) execFileSync('umount', [path])
      rmSync(base, { recursive: true, force: true })
    }
  }
}

/** A layout without a union: the share is the array. */
export const aLayout = (fixture: Fixture, changed: Partial<StorageLayout> = {}): StorageLayout => ({
  shareRoot: sharePath(fixture.share),
  poolRoot: poolPath(fixture.pool),
  arrayRoots: [arrayPath(fixture.share)],
  linkRoot: fixture.pool,
  situation: 'elsewhere',
  mode: { presentation: 'symlink', original: 'backup' },
  ...changed
})

/** A unit of videos, relative to the roots. */
export const aUnit = (fixture: Fixture, ...videos: readonly string[]): Unit => ({
  id: sharePath(join(fixture.share, videos[0] ?? '')),
  title: 'Film',
  sectionId: '1',
  ratingKeys: ['1'],
  videos: videos.map((relative) => ({
    plexPath: plexPath(`/media/${relative}`),
    sharePath: sharePath(`${fixture.share}/${relative}`),
    poolPath: poolPath(`${fixture.pool}/${relative}`),
    sizeBytes: undefined
  })),
  wants: [],
  trashed: false,
  watchedAt: undefined
})
