/** The disks of the year: an array, a small pool, and the truth: which file must hold which bytes. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'
import { firstFiles } from './shelf.ts'

/** Room of the pool: about a third of the library. */
const poolBytes = 2 * 1024 * 1024

/** The home. Paths of files are relative to the library's root. */
export interface Home {
  readonly root: string
  readonly array: string
  readonly pool: string
  /** What every file of the library must hold. */
  readonly truth: Map<string, Buffer>
  /** Paths over which another program put a new file, or which it took away. */
  readonly replaced: Set<string>
  /** Writes a file as downloaders do: beside its name, then over it. */
  arrive(file: string, content: Buffer): void
  /** Writes into a file as a tag editor does, following whatever stands at its name. */
  edit(file: string, content: Buffer): void
  vanish(file: string): void
  /** Other programs take so many bytes of the pool; 0 gives them back. */
  fill(bytes: number): void
  /** What whoever opens the library now does not find as it must be. */
  faults(): readonly string[]
  /** The same for a moment in which the program is dead: a name may be away, as long as its bytes are somewhere. */
  losses(): readonly string[]
  remove(): void
}

const mountPool = (folder: string): boolean => {
  if (process.getuid?.() !== 0) return false
  return (
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${poolBytes}`, 'tmpfs', folder], { stdio: 'ignore' }).status === 0
  )
}

const memory = '/dev/shm'

const read = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path)
  } catch {
    // Not there, or a link to nothing: both are told by whoever asked.
    return undefined
  }
}

const compare = (path: string, content: Buffer): 'right' | 'missing' | 'other bytes' => {
  const found = read(path)
  if (found === undefined) return 'missing'
  return found.equals(content) ? 'right' : 'other bytes'
}

/** Every file below a folder, without our own. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.split('/').some((part) => part === '.mc' || part.startsWith('.mc-root')))
    .filter((name) => !lstatSync(join(folder, name)).isDirectory())
    .toSorted()

const yearMs = 365 * 86_400_000

/** Furnishes it. */
export const aHome = (): Home => {
  const root = ownFolder(existsSync(memory) ? memory : tmpdir(), 'pcu-year-')
  const [array, pool] = [join(root, 'array'), join(root, 'pool')]
  for (const folder of [array, pool]) mkdirSync(folder)
  const isMounted = mountPool(pool)
  const remove = removedInTheEnd(() => {
    if (isMounted) spawnSync('umount', ['-l', pool], { stdio: 'ignore' })
    rmSync(root, { recursive: true, force: true })
  })
  const truth = new Map(firstFiles())
  const replaced = new Set<string>()
  const arrive: Home['arrive'] = (file, content) => {
    const path = join(array, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.partial~`, content)
    renameSync(`${path}.partial~`, path)
    truth.set(file, content)
    replaced.add(path)
  }
  for (const [file, content] of truth) {
    arrive(file, content)
    const then = (Date.now() - yearMs) / 1000
    utimesSync(join(array, file), then, then)
  }
  replaced.clear()
  const others = join(pool, 'others.bin')
  return {
    root,
    array,
    pool,
    truth,
    replaced,
    arrive,
    edit: (file, content) => {
      writeFileSync(join(array, file), content)
      truth.set(file, content)
    },
    vanish: (file) => {
      rmSync(join(array, file))
      truth.delete(file)
      replaced.add(join(array, file))
    },
    fill: (bytes) => {
      rmSync(others, { force: true })
      if (bytes === 0 || !isMounted) return
      const { bavail, bsize } = statfsSync(pool)
      writeFileSync(others, Buffer.alloc(Math.min(bytes, bavail * bsize)))
    },
    faults: () =>
      [...truth].flatMap(([file, content]) => {
        const found = compare(join(array, file), content)
        return found === 'right' ? [] : [`${file}: ${found}`]
      }),
    losses: () =>
      [...truth].flatMap(([file, content]) => {
        const places = [join(array, file), join(array, `${file}.plexcached`), join(pool, file)]
        return places.some((path) => compare(path, content) === 'right') ? [] : [`${file}: nowhere whole`]
      }),
    remove
  }
}
