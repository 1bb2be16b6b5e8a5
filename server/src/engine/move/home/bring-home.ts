/** Goes one of the ways home: journals the route with what was seen, carries bytes where the route needs it, then drives the names. */
import type { FileEntry, Route } from '#core/move/machine.ts'
import type { Homeward } from '#core/move/route.ts'
import type { Seen, Sight } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { drive } from '#engine/move/drive.ts'
import { finish } from '#engine/move/finish.ts'
import { askAgain, askBefore, StoodBack } from '#engine/move/stood-back.ts'
import type { Ending } from '#ports/journal.ts'
import { carryHome } from './carry-home.ts'
import type { Follow } from './follow.ts'
import type { Homecoming } from './homecoming.ts'
import type { Arrived } from './unit-trip.ts'
import { insistOnFree } from './unused.ts'

/** What was seen and where it leads. */
export interface Bearing {
  readonly seen: Seen
  readonly sight: Sight
  readonly homeward: Homeward | Follow
}

const changesNames: ReadonlySet<Act> = new Set(['put-back', 'relink', 'replace', 'place', 'note-restored'])

const carries: ReadonlySet<Route> = new Set(['copy-back', 'write-back', 'recreate'])

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
  const { control, progress } = home
  const before = askBefore(changesNames, async () => {
    progress.phase('returning')
    await askAgain(control)
    await insistOnFree(entry, deps)
  })
  const { ending, why } = await drive(entry, { intent: 'forward', before }, deps)
  if (ending.kind !== 'kept') return ending
  const detail = why ?? 'it is not what it was'
  throw new StoodBack({ code: 'changed-meanwhile', path: entry.sharePath, detail })
}

const endWithoutAMove = async (
  entry: FileEntry,
  homeward: Exclude<Bearing['homeward'], { kind: 'go' }>,
  deps: MoveDeps
): Promise<Ending> => {
  const ending: Ending = homeward.kind === 'forget' ? { kind: 'home' } : homeward
  await finish(entry, ending, deps)
  return ending
}

/** Goes that way. Says how the entry ended; throws when the whole unit should stop. */
export const bringHome = async (
  entry: FileEntry,
  { seen, sight, homeward }: Bearing,
  { home, deps }: { readonly home: Homecoming; readonly deps: MoveDeps }
): Promise<Arrived> => {
  if (homeward.kind !== 'go') return { ending: await endWithoutAMove(entry, homeward, deps) }
  const { route } = homeward
  const change = { route, stage: 'planned' as const, source: parkedNow(entry, seen) }
  const copy = copyNow(entry, seen)
  const routed = await deps.step('commit.route', () =>
    deps.journal.note(entry, copy === undefined ? change : { ...change, copy })
  )
  if (!carries.has(route)) {
    return { ending: await driveHome(routed, home, deps), damaged: route === 'set-aside' }
  }
  await insistOnFree(routed, deps)
  const carried = await carryHome(routed, { seen, sight }, { home, deps })
  return { ending: carried.kind === 'ended' ? carried.ending : await driveHome(carried.entry, home, deps) }
}
