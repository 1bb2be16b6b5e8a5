/**
 * Walks through libraries, patiently. A folder whose time of change is the one that was kept costs one stat; any other is read. Folders are worked off from the
 * last one found, so that few of them wait, and what was read is kept as the walk goes on: one that was broken off has not been for nothing.
 */
import { lstat, stat } from 'node:fs/promises'
import { errnoOf, errnoWords, isAbsent } from '#adapters/disk/errno-words.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import { under } from '#core/resolve/path-map.ts'
import type { LibraryScanner, ScanMemory, ScannedFolder } from '#ports/scan/library-scan.ts'
import { Failure } from '#src/failure.ts'
import { readFolder } from './read-folder.ts'

/** What walking needs. */
export interface ScannerDeps {
  readonly memory: ScanMemory
  readonly ask: AskDisk
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Folders asked at once: as many as one root answers at the same time. */
const foldersAtOnce = 8
const foldersInHand = 256
/** So long a folder's time tells whether it changed: file systems count in steps of up to two seconds, and clocks of servers go wrong. */
const settledMs = 60_000
/** Some network shares never change a folder's time; what is older than this is read again. */
const trustedMs = 7 * 86_400_000
const mostFolders = 2_000_000
const mostDepth = 64
const mostUnread = 20

const gone = (root: string, thrown: unknown): Failure =>
  new Failure('disk.gone', {
    sentence: `${root} (ADDITIONAL_SOURCES) could not be looked through: ${errnoWords(errnoOf(thrown))}.`,
    hint: 'Look at the mount.',
    retry: 'later',
    root
  })

const GONE: ReadonlySet<string> = new Set(['ETIMEDOUT', 'ESTALE', 'EIO', 'EHOSTDOWN', 'ENOTCONN', 'ENODEV'])

const modifiedOf = async (path: string): Promise<bigint> => (await stat(path, { bigint: true })).mtimeNs

interface Seen {
  readonly folder: ScannedFolder
  /** Folders that were in it before and are not any more. */
  readonly gone: readonly string[]
  readonly wasRead: boolean
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

const depthOf = (path: string): number => path.split('/').length

const seeFolder = async (
  at: string,
  { path, before, now }: { readonly path: string; readonly before: ScannedFolder | undefined; readonly now: number }
): Promise<Seen> => {
  const modified = await modifiedOf(at)
  const isTrusted = before !== undefined && before.modifiedNs === String(modified) && now - before.readAt < trustedMs
  if (isTrusted && now >= before.readAt) return { folder: before, gone: [], wasRead: false }
  const { names, folders } = await readFolder(at)
  const isSettled = now - Number(modified / 1_000_000n) >= settledMs
  const still = new Set(folders)
  return {
    folder: { path, modifiedNs: isSettled ? String(modified) : '', readAt: now, names, folders },
    gone: (before?.folders ?? []).filter((name) => !still.has(name)).map((name) => join(path, name)),
    wasRead: true
  }
}

/** Asks a root; the system's code where there is nothing to be had. Throws the Failure of a root that does not answer. */
const askingOf =
  (ask: AskDisk) =>
  async <T>(root: string, call: () => Promise<T>): Promise<T | string> => {
    try {
      return await ask(root, call)
    } catch (thrown) {
      const code = errnoOf(thrown)
      if (GONE.has(code)) throw gone(root, thrown)
      return code
    }
  }

type WalkOrder = Parameters<LibraryScanner['walk']>[1]

/** One walk on its way. */
interface Walk extends Omit<ScannerDeps, 'ask'>, WalkOrder {
  readonly asking: ReturnType<typeof askingOf>
  readonly root: string
  readonly waiting: string[]
  readonly unread: string[]
  readonly counts: { folders: number; files: number; read: number }
}

const see = async (walk: Walk, path: string, before: ScannedFolder | undefined): Promise<readonly Seen[]> => {
  const { root, unread } = walk
  const at = path === '' ? root : under(root, path)
  const seen = await walk.asking(root, () => seeFolder(at, { path, before, now: walk.now() }))
  if (typeof seen !== 'string') return [seen]
  // A root that cannot be read is no library without files.
  if (path === '') throw gone(root, Object.assign(new Error(seen), { code: seen }))
  if (!isAbsent(seen) && unread.length < mostUnread) unread.push(`${at} could not be read: ${errnoWords(seen)}.`)
  return []
}

const seeAll = async (walk: Walk, paths: readonly string[]): Promise<readonly Seen[]> => {
  const known = await walk.memory.known(walk.root, paths)
  const all: Seen[] = []
  for (let from = 0; from < paths.length; from += foldersAtOnce) {
    walk.signal.throwIfAborted()
    const some = paths.slice(from, from + foldersAtOnce)
    all.push(...(await Promise.all(some.map((path) => see(walk, path, known.get(path))))).flat())
  }
  return all
}

const keep = async ({ memory, root, counts }: Walk, all: readonly Seen[]): Promise<void> => {
  const read = all.filter(({ wasRead }) => wasRead)
  counts.read += read.length
  if (read.length === 0) return
  await memory.keep(root, { folders: read.map(({ folder }) => folder), gone: read.flatMap((one) => one.gone) })
}

const take = async ({ counts, visit, waiting }: Walk, { path, names, folders }: ScannedFolder): Promise<void> => {
  counts.folders += 1
  counts.files += names.length
  await visit(path, names)
  if (depthOf(path) < mostDepth) waiting.push(...folders.map((name) => join(path, name)))
}

const work = async (walk: Walk): Promise<void> => {
  const all = await seeAll(walk, walk.waiting.splice(-foldersInHand))
  await keep(walk, all)
  for (const { folder } of all) await take(walk, folder)
}

/** The scanner of this machine. */
export const createLibraryScanner = ({ ask, ...deps }: ScannerDeps): LibraryScanner => {
  const asking = askingOf(ask)
  return {
    sizeOf: async (root, path) => {
      const found = await asking(root, () => lstat(under(root, path)))
      return typeof found === 'string' || !found.isFile() ? undefined : found.size
    },
    walk: async (root, order) => {
      const counts = { folders: 0, files: 0, read: 0 }
      const walk: Walk = { ...deps, ...order, asking, root, waiting: [''], unread: [], counts }
      while (walk.waiting.length > 0 && !order.isOver() && counts.folders <= mostFolders) {
        order.signal.throwIfAborted()
        await work(walk)
      }
      if (counts.folders > mostFolders) walk.unread.push(`${root} has too many folders; some were not looked through.`)
      return { ...counts, unread: walk.unread, whole: walk.waiting.length === 0 }
    }
  }
}
