/** Which modes work with what pool, array and merged view can do: one sentence for each that does not, naming the place, the file system and the fact. */
import type { RootFacts, ViewFacts } from '@pcu/contract'
import type { Situation } from '#core/model/layout.ts'
import type { Mode } from '#core/model/unit.ts'
import { notesOn } from './capability-notes.ts'

/** What was asked of the places that one promotion uses. What was not asked yet forbids nothing. */
export interface Answers {
  readonly pool: RootFacts | undefined
  readonly array: RootFacts | undefined
  /** Undefined where Plex reads no merged view. */
  readonly view: ViewFacts | undefined
}

type Lack = (mode: Mode, answers: Answers) => string | undefined

const told = ({ place, fileSystem }: RootFacts | ViewFacts): string => `${place} (${fileSystem})`

const can = (ability: string): boolean => ability === 'works' || ability === 'unknown'

/** How a refusal by the system is shown: `works` and `ignored` never are. */
const withCode = (ability: string): string => (ability === 'ignored' ? '' : ` (${ability})`)

const isLinux = 'XFS, ext4, btrfs or ZFS'

const poolTakesNames: Lack = (_mode, { pool }) =>
  pool === undefined || can(pool.link)
    ? undefined
    : `${told(pool)} cannot hold a second name for a file${withCode(pool.link)}, so a copy could not be given its name without the risk of overwriting another; use a pool with ${isLinux}.`

const poolIsDurable: Lack = (_mode, { pool }) =>
  pool === undefined || can(pool.syncDirectory)
    ? undefined
    : `${told(pool)} cannot make a new name durable${withCode(pool.syncDirectory)}, so a power cut could lose a copy that counts as safe; use a pool with ${isLinux}.`

const changesArray = ({ original }: Mode): boolean => original !== 'keep'

const arrayIsDurable: Lack = (mode, { array }) =>
  array === undefined || !changesArray(mode) || can(array.syncDirectory)
    ? undefined
    : `${told(array)} cannot make a changed name durable${withCode(array.syncDirectory)}, so a power cut could lose an original; where Plex reads a merged view, COPY_TO_CACHE leaves the originals alone.`

const originalCanBeParked: Lack = ({ original }, { array }) =>
  array === undefined || original !== 'backup' || can(array.link)
    ? undefined
    : `${told(array)} cannot hold a second name for a file${withCode(array.link)}, so the original cannot be parked beside itself; let Plex read a merged view of pool and array, where the original can stay as it is (COPY_TO_CACHE).`

/** A link at the old name is replaced by the file that comes home; without one the file takes a name that must be free. */
const fileCanComeHome: Lack = ({ presentation, original }, { array }) =>
  array === undefined || original !== 'remove' || presentation === 'symlink' || can(array.link)
    ? undefined
    : `${told(array)} cannot hold a second name for a file${withCode(array.link)}, so a file that comes home could not be given its name without the risk of overwriting another; set COPY_TO_CACHE to true, which leaves the original in place.`

const ownerCanBeGiven: Lack = ({ original }, { array }) =>
  array === undefined || original !== 'remove' || can(array.owner) || array.owner === 'ignored'
    ? undefined
    : `${told(array)} does not let this program give a file its owner${withCode(array.owner)}, as an NFS export with root_squash does not, so a file could not be brought home as it was; export it with no_root_squash, run as the owner of the files (PUID, PGID), then confirm the storage so that it is asked anew, or set COPY_TO_CACHE to true.`

const linkCanBeLeft: Lack = ({ presentation }, { array }) =>
  array === undefined || presentation !== 'symlink' || can(array.symlink)
    ? undefined
    : `${told(array)} cannot hold a symbolic link${withCode(array.symlink)}, so Plex could not be led from the old path to the copy; let Plex read a merged view of pool and array, which needs no links.`

const namesCanBeReplaced: Lack = ({ presentation }, { array }) =>
  array === undefined || presentation !== 'symlink' || can(array.renameOver)
    ? undefined
    : `${told(array)} cannot put one name in the place of another in one step${withCode(array.renameOver)}, so there would be a moment without the file; let Plex read a merged view of pool and array.`

/** SMB refuses to rename over a file that is read and takes that file away all the same, once its reader is done. */
const readersAreSafe: Lack = ({ presentation }, { array }) =>
  array === undefined || presentation !== 'symlink' || can(array.renameOverOpen)
    ? undefined
    : `${told(array)} cannot put a link in the place of a file that somebody reads${array.renameOverOpen === 'destroys' ? ', and takes the file away once the reader has closed it' : withCode(array.renameOverOpen)}, so a film that is being watched could be lost; let Plex read a merged view of pool and array, where the original can stay as it is (COPY_TO_CACHE).`

const removalIsCertain: Lack = ({ presentation, original }, { array }) =>
  array === undefined || presentation === 'symlink' || original === 'keep' || can(array.unlinkOpen)
    ? undefined
    : `${told(array)} cannot remove a file that somebody reads${array.unlinkOpen === 'lingers' ? ' before the reader has closed it' : withCode(array.unlinkOpen)}, so whether an original is there or gone could not be told; set COPY_TO_CACHE to true, which leaves the original in place.`

const poolIsShown: Lack = ({ presentation }, { view }) =>
  view === undefined || presentation !== 'union' || view.showsPool
    ? undefined
    : `${told(view)} does not show a file that only the pool has, so Plex would lose sight of what is cached; correct CACHE_DESTINATION, REAL_SOURCE or ARRAY_SOURCES.`

const copyIsRead: Lack = ({ presentation, original }, { view }) =>
  view === undefined || presentation !== 'union' || original !== 'keep' || view.reads === 'pool'
    ? undefined
    : `${told(view)} goes on reading the array's copy of a file that the pool has, too, so a copy beside a kept original is never read; put the pool first among the branches of the view, or let originals be moved (COPY_TO_CACHE).`

const lacks: readonly Lack[] = [
  poolIsShown,
  copyIsRead,
  poolTakesNames,
  poolIsDurable,
  linkCanBeLeft,
  namesCanBeReplaced,
  readersAreSafe,
  removalIsCertain,
  originalCanBeParked,
  fileCanComeHome,
  ownerCanBeGiven,
  arrayIsDurable
]

/** Why a mode does not work with these answers, in one sentence; undefined when it does, or when nothing against it is known. */
export const refusalOf = (mode: Mode, answers: Answers): string | undefined => {
  for (const lack of lacks) {
    const sentence = lack(mode, answers)
    if (sentence !== undefined) return sentence
  }
  return undefined
}

/** What is known of the whole storage: the pool, the view, and each disk of the array as far as it was asked. */
export interface StorageFacts {
  readonly pool: RootFacts | undefined
  readonly arrays: readonly (RootFacts | undefined)[]
  readonly view: ViewFacts | undefined
}

/** Why a mode can serve no file at all: pool or view cannot do it, or no disk of the array can. */
export const blockOf = (mode: Mode, { pool, arrays, view }: StorageFacts): string | undefined => {
  const refusals = arrays.map((array) => refusalOf(mode, { pool, array, view }))
  const everywhere = refusals.every((refusal) => refusal !== undefined) ? refusals[0] : undefined
  return refusalOf(mode, { pool, array: undefined, view }) ?? everywhere
}

const elsewhere: readonly Mode[] = [
  { presentation: 'symlink', original: 'backup' },
  { presentation: 'symlink', original: 'remove' },
  { presentation: 'bare', original: 'keep' },
  { presentation: 'bare', original: 'remove' }
]

const inUnion: readonly Mode[] = [
  { presentation: 'union', original: 'keep' },
  { presentation: 'union', original: 'backup' },
  { presentation: 'union', original: 'remove' }
]

/** A mode with whether it works. */
export interface ModeVerdict {
  readonly mode: Mode
  /** Undefined while it is not known. */
  readonly usable: boolean | undefined
  /** Why it does not work, for all files or for those of some disks. */
  readonly refusals: readonly string[]
  readonly notes: readonly string[]
}

const isKnown = (mode: Mode, { pool, arrays, view }: StorageFacts): boolean =>
  pool !== undefined &&
  (mode.presentation !== 'union' || view !== undefined) &&
  (mode.original === 'keep' || arrays.some((array) => array !== undefined))

const judgeMode = (mode: Mode, facts: StorageFacts): ModeVerdict => {
  const { pool, view } = facts
  const asked = facts.arrays.filter((array) => array !== undefined)
  const arrays = asked.length === 0 ? [undefined] : asked
  const blocked = blockOf(mode, facts) !== undefined
  const refusals = arrays.flatMap((array) => refusalOf(mode, { pool, array, view }) ?? [])
  const notes = arrays.flatMap((array) => notesOn(mode, { array, view }))
  const works = isKnown(mode, facts) ? true : undefined
  return { mode, usable: blocked ? false : works, refusals: [...new Set(refusals)], notes: [...new Set(notes)] }
}

/** Every mode that the situation allows, judged. */
export const judgeModes = (situation: Situation, facts: StorageFacts): readonly ModeVerdict[] =>
  (situation === 'union' ? inUnion : elsewhere).map((mode) => judgeMode(mode, facts))
