/** Brings one file home: looks at what is there now, chooses the way, carries bytes only when the copy is the truth. */
import type { FileEntry, Identity } from '#core/move/machine.ts'
import { chooseRoute } from '#core/move/route.ts'
import { type Seen, type Sight, sightOf } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
import type { Ending } from '#ports/journal.ts'
import type { EvictOrder, MoveControl } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { adoptMoved } from './adopt.ts'
import { askAgain, askBefore } from './ask-again.ts'
import { carry } from './carry.ts'
import type { MoveDeps } from './deps.ts'
import { drive, insistOnRoots } from './drive.ts'
import { finish } from './finish.ts'
import { syncBeside } from './perform.ts'
import type { Progress } from './progress.ts'
import type { Reservation } from './rooms.ts'
import { lookAround, spotsOf } from './spots.ts'
import { StoodBack } from './stood-back.ts'

/** What bringing files of one unit home shares. */
export interface Homecoming {
  readonly order: EvictOrder
  readonly control: MoveControl
  readonly progress: Progress
}

/** Keep free on the array while a copy comes home, so that the disk never runs to its last byte. */
const arrayFloorBytes = 64 * 1024 * 1024

const bringsBack: ReadonlySet<Act> = new Set(['put-back', 'relink', 'replace', 'place', 'note-restored'])

const copyOf = (seen: Seen): Identity => {
  if (seen.copy === undefined) throw new Error('a copy comes home that was never seen')
  return seen.copy
}

const noRoomAtHome = (entry: FileEntry, need: number): Failure =>
  new Failure('disk.full', {
    sentence: `${entry.sharePath} cannot come home: ${entry.arrayRoot} has less than ${need} bytes free.`,
    hint: 'It stays on the pool; free some room on the array.',
    retry: 'later'
  })

/** The disk it came from; only when nothing of it is left there, another one with room. */
const homesFor = (entry: FileEntry, sight: Sight, order: EvictOrder): readonly string[] => {
  const bound = sight.original !== 'gone' || sight.backup === 'ours' || entry.mode.presentation === 'symlink'
  return bound ? [entry.arrayRoot] : [...new Set([entry.arrayRoot, ...order.layout.arrayRoots])]
}

const reserveHome = async (
  entry: FileEntry,
  homes: readonly string[],
  need: { readonly bytes: number; readonly deps: MoveDeps }
): Promise<{ readonly arrayRoot: string; readonly arrayRootInode: string; readonly reservation: Reservation }> => {
  const { bytes, deps } = need
  for (const arrayRoot of homes) {
    const root = await deps.fileSystem.look({ root: arrayRoot, path: '' })
    if (root === undefined) continue
    const reserved = await deps.rooms.reserve(arrayRoot, { bytes, floorBytes: arrayFloorBytes })
    if (reserved.kind === 'reserved')
      return { arrayRoot, arrayRootInode: root.inode, reservation: reserved.reservation }
  }
  throw noRoomAtHome(entry, bytes + arrayFloorBytes)
}

/** The copy reads differently from when it was verified, and nobody wrote to it: its device rots. It is kept for a person. */
const endRotten = async (entry: FileEntry, deps: MoveDeps): Promise<Ending> => {
  const { temp, original } = spotsOf(entry)
  await deps.step('temp.unlink', () => deps.fileSystem.unlink(temp, { kind: 'plain-file' }))
  await syncBeside(original, deps, 'array.sync')
  const why = 'the copy no longer reads as it was verified; its device may be failing'
  const ending: Ending = { kind: 'orphan', why }
  await finish(entry, ending, deps)
  return ending
}

type Carried =
  | { readonly kind: 'carried'; readonly entry: FileEntry }
  | { readonly kind: 'ended'; readonly ending: Ending }

const carryHome = async (
  entry: FileEntry,
  found: { readonly seen: Seen; readonly sight: Sight },
  context: { readonly home: Homecoming; readonly deps: MoveDeps }
): Promise<Carried> => {
  const { home, deps } = context
  const copy = copyOf(found.seen)
  const homes = homesFor(entry, found.sight, home.order)
  const reserved = await reserveHome(entry, homes, { bytes: copy.sizeBytes, deps })
  const { arrayRoot, arrayRootInode, reservation } = reserved
  const target = { ...entry, arrayRoot, arrayRootInode }
  const spots = spotsOf(target)
  try {
    const carriage = {
      from: spots.copy,
      source: copy,
      to: spots.temp,
      verification: 'full' as const,
      floorBytes: arrayFloorBytes,
      change: { arrayRoot, arrayRootInode },
      reservation,
      signal: home.control.signal,
      progress: home.progress
    }
    const verified = await carry(entry, carriage, deps)
    const rotten = found.sight.copy === 'ours' && entry.hash !== undefined && verified.hash !== entry.hash
    return rotten ? { kind: 'ended', ending: await endRotten(verified, deps) } : { kind: 'carried', entry: verified }
  } finally {
    reservation.release()
  }
}

/** An original that was written to while it was parked is the newest there is: that is what comes back. */
const parkedNow = (entry: FileEntry, seen: Seen): FileEntry['source'] => {
  const { backup } = seen
  if (backup === undefined || backup.inode !== entry.source.inode) return entry.source
  const { inode, sizeBytes, modifiedNs, changedNs } = backup
  return { inode, sizeBytes, modifiedNs, changedNs }
}

const copyNow = (entry: FileEntry, seen: Seen): FileEntry['copy'] => {
  if (seen.copy?.kind !== 'file') return entry.copy
  const { inode, sizeBytes, modifiedNs } = seen.copy
  return { inode, sizeBytes, modifiedNs }
}

const driveHome = async (entry: FileEntry, home: Homecoming, deps: MoveDeps): Promise<Ending> => {
  const before = askBefore(bringsBack, () => {
    home.progress.phase('returning')
    return askAgain(home.control)
  })
  const { ending, why } = await drive(entry, { intent: 'forward', before }, deps)
  if (ending.kind !== 'kept') return ending
  throw new StoodBack({ code: 'changed-meanwhile', path: entry.sharePath, detail: why ?? 'it is not what it was' })
}

/** Brings one file home, as far as that is safe. Says how its entry ended; throws when the whole unit should stop. */
export const evictFile = async (entry: FileEntry, home: Homecoming, deps: MoveDeps): Promise<Ending> => {
  const found = await lookAround(entry, deps.fileSystem)
  await insistOnRoots(entry, found, deps)
  const { entry: known, seen } = await adoptMoved(entry, found, {
    order: home.order,
    signal: home.control.signal,
    deps
  })
  const sight = sightOf(known, seen)
  const homeward = chooseRoute(entry.mode, sight)
  if (homeward.kind !== 'go') {
    const ending: Ending = homeward.kind === 'forget' ? { kind: 'home' } : { kind: 'orphan', why: homeward.why }
    await finish(known, ending, deps)
    return ending
  }
  const { route } = homeward
  const change = { route, stage: 'planned' as const, source: parkedNow(known, seen) }
  const copy = copyNow(known, seen)
  const routed = await deps.step('commit.route', () =>
    deps.journal.note(known, copy === undefined ? change : { ...change, copy })
  )
  if (route !== 'copy-back') return await driveHome(routed, home, deps)
  const carried = await carryHome(routed, { seen, sight }, { home, deps })
  return carried.kind === 'ended' ? carried.ending : await driveHome(carried.entry, home, deps)
}
