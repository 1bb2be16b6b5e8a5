/** Compares the manifest on the pool with the ledger and makes the ledger right: a database that is lost or older than the disks learns from them. */
import { asEntry, copyFound, isHome, type KnownFile, withoutCopy } from '#core/move/found.ts'
import type { Identity } from '#core/move/machine.ts'
import { causeWords, orphanCauses } from '#core/move/orphan.ts'
import { isSame, type Seen } from '#core/move/sight.ts'
import { lookAround, spotsOf } from '#engine/move/spots.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { FoundFile, Journal } from '#ports/journal.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Manifest } from '#ports/manifest.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { Failure, sentenceOf } from '#src/failure.ts'

/** What finding again needs. */
export interface FindDeps {
  readonly manifest: Manifest
  readonly ledger: Pick<Ledger, 'registered'>
  readonly journal: Pick<Journal, 'adopt' | 'disown' | 'ownedAt'>
  readonly fileSystem: Pick<FileSystem, 'look' | 'digest'>
}

/** Where to look: a pool that is known to be the right one, and the disks whose files may be on it. */
export interface FindWhere {
  readonly poolRoot: string
  readonly arrayRoots: readonly string[]
}

/** What was found. Files are named by their share paths. */
export interface FoundAgain {
  /** In the ledger again. */
  readonly adopted: readonly string[]
  /** In the ledger no more, because they are home. */
  readonly home: readonly string[]
  /** The same below the pool's root, where folders of theirs may be left. */
  readonly homePaths: readonly string[]
  /** What cannot be judged now, in whole sentences; it is asked again. */
  readonly unclear: readonly string[]
  readonly strangeLines: number
  readonly newerLines: number
  /** What the ledger knows of all pools, where it knew it right; undefined when it was changed and has to be read again. */
  readonly registered: readonly RegisteredFile[] | undefined
}

type Answer =
  | { readonly kind: 'adopt'; readonly found: FoundFile }
  | { readonly kind: 'home' }
  | { readonly kind: 'unclear'; readonly sentence: string }

const unclear = (file: RegisteredFile, why: string): Answer => ({
  kind: 'unclear',
  sentence: `${file.sharePath} is in the manifest of ${file.poolRoot} and not in the database, and ${why}.`
})

const orphanOf = (why: string): FoundFile['orphan'] => ({
  cause: orphanCauses.find((cause) => causeWords[cause] === why) ?? 'unknown',
  why
})

const adopt = (file: RegisteredFile, why = file.orphan): Answer => ({
  kind: 'adopt',
  found: { file, orphan: why === undefined ? undefined : orphanOf(why) }
})

const known = (file: RegisteredFile): KnownFile => file

const never = new AbortController().signal

/** The pool was copied to another disk: only its bytes can tell. Reads the pool, never the array. */
const readTwin = async (file: RegisteredFile, copy: Identity, deps: FindDeps): Promise<Answer> => {
  const { inode, sizeBytes, modifiedNs } = copy
  const hash = await deps.fileSystem.digest({ root: file.poolRoot, path: file.path }, copy, { signal: never })
  if (hash === file.hash) return adopt({ ...file, copy: { inode, sizeBytes, modifiedNs } })
  return adopt(file, 'the file on the pool does not read as it was recorded')
}

/** The copy is gone, so the array is asked; a disk that is not the one of then has lost nothing. */
const askArray = async (file: RegisteredFile, deps: FindDeps): Promise<Answer> => {
  const root = await deps.fileSystem.look({ root: file.arrayRoot, path: '' })
  if (root?.inode !== file.arrayRootInode) return unclear(file, `${file.arrayRoot} is not the disk that it was`)
  const seen = await lookAround(asEntry(known(file)), deps.fileSystem)
  const verdict = withoutCopy(known(file), seen)
  if (verdict.kind === 'home') return { kind: 'home' }
  return adopt(file, verdict.kind === 'orphan' ? verdict.why : undefined)
}

const judge = async (file: RegisteredFile, where: FindWhere, deps: FindDeps): Promise<Answer> => {
  if (!where.arrayRoots.includes(file.arrayRoot)) {
    return unclear(file, `${file.arrayRoot} is not among the disks of the array (ARRAY_SOURCES)`)
  }
  const copy = await deps.fileSystem.look(spotsOf(asEntry(known(file))).copy)
  const is = copyFound(file.copy, copy)
  if (is === 'same') return adopt(file)
  if (is === 'twin' && copy !== undefined) return await readTwin(file, copy, deps)
  if (is === 'gone') return await askArray(file, deps)
  return adopt(file, 'another file has its name on the pool')
}

const isSameCopy = (ours: RegisteredFile, recorded: RegisteredFile): boolean =>
  ours.copy.inode === recorded.copy.inode && ours.copy.modifiedNs === recorded.copy.modifiedNs

/** Both know it, with different copies: the one that is right about the copy is the newer one. */
const isOlder = async (ours: RegisteredFile, recorded: RegisteredFile, deps: FindDeps): Promise<boolean> => {
  const copy = await deps.fileSystem.look({ root: recorded.poolRoot, path: recorded.path })
  if (!isSame(copy, recorded.copy) || isSame(copy, ours.copy)) return false
  return (await deps.journal.ownedAt(ours.poolRoot, ours.path)) !== undefined
}

/** The ledger has it and the manifest does not: before there was a manifest, or in a database from before it came home. */
const cameHome = async (ours: RegisteredFile, deps: FindDeps): Promise<boolean> => {
  const copy = await deps.fileSystem.look({ root: ours.poolRoot, path: ours.path })
  if (copy !== undefined) return false
  if ((await deps.journal.ownedAt(ours.poolRoot, ours.path)) === undefined) return false
  const roots = [ours.poolRoot, ours.arrayRoot] as const
  const [pool, array] = await Promise.all(roots.map((root) => deps.fileSystem.look({ root, path: '' })))
  if (pool?.inode !== ours.poolRootInode || array?.inode !== ours.arrayRootInode) return false
  const seen: Seen = await lookAround(asEntry(known(ours)), deps.fileSystem)
  return isHome(known(ours), seen)
}

const judged = async (file: RegisteredFile, act: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await act()
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return { kind: 'unclear', sentence: `${file.sharePath} is in the manifest alone: ${sentenceOf(thrown)}` }
  }
}

interface Compared {
  readonly recorded: readonly RegisteredFile[]
  readonly ours: readonly RegisteredFile[]
}

/** What only the manifest knows, or knows better. */
const judgeRecorded = async ({ recorded, ours }: Compared, where: FindWhere, deps: FindDeps) => {
  const mine = new Map(ours.map((file) => [file.path, file]))
  const [adopted, home, sentences]: [FoundFile[], RegisteredFile[], string[]] = [[], [], []]
  for (const file of recorded) {
    const own = mine.get(file.path)
    if (own !== undefined && (isSameCopy(own, file) || !(await isOlder(own, file, deps)))) continue
    const answer = await judged(file, () => judge(file, where, deps))
    if (answer.kind === 'adopt') adopted.push(answer.found)
    else if (answer.kind === 'home') home.push(file)
    else sentences.push(answer.sentence)
  }
  return { adopted, home, sentences }
}

/** What only the ledger knows and is home already. */
const findReturned = async ({ recorded, ours }: Compared, deps: FindDeps): Promise<readonly RegisteredFile[]> => {
  const known = new Set(recorded.map(({ path }) => path))
  const returned: RegisteredFile[] = []
  for (const file of ours) if (!known.has(file.path) && (await cameHome(file, deps))) returned.push(file)
  return returned
}

/**
 * Makes the ledger right. Nothing on disk is changed but the manifest, which loses what is home. While both agree it costs one look at the
 * manifest; the array is looked at only for files whose copies are gone. Nothing may move meanwhile.
 */
export const findAgain = async (deps: FindDeps, where: FindWhere): Promise<FoundAgain> => {
  const { poolRoot } = where
  const { files, strangeLines, newerLines } = await deps.manifest.read(poolRoot)
  const pool = await deps.fileSystem.look({ root: poolRoot, path: '' })
  const poolRootInode = pool?.inode ?? ''
  const recorded = files.map((file) => (file.poolRootInode === poolRootInode ? file : { ...file, poolRootInode }))
  const all = await deps.ledger.registered()
  const ours = all.filter((file) => file.poolRoot === poolRoot)
  const { adopted, home, sentences } = await judgeRecorded({ recorded, ours }, where, deps)
  const returned = await findReturned({ recorded, ours }, deps)
  if (adopted.length > 0) await deps.journal.adopt(adopted)
  if (returned.length > 0) await deps.journal.disown(returned)
  if (home.length > 0) await deps.manifest.leave(home)
  const gone = [...home, ...returned]
  return {
    adopted: adopted.map(({ file }) => file.sharePath),
    home: gone.map(({ sharePath }) => sharePath),
    homePaths: gone.map(({ path }) => path),
    unclear: sentences,
    strangeLines,
    newerLines,
    registered: adopted.length + gone.length === 0 ? all : undefined
  }
}
