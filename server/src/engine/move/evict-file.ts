/** Brings one file home: looks at what is there now, chooses the way, carries bytes only when the copy is the truth. */
import type { FileEntry } from '#core/move/machine.ts'
import { chooseRoute } from '#core/move/route.ts'
import { type Seen, sightOf } from '#core/move/sight.ts'
import type { Act } from '#core/move/table.ts'
import type { Ending } from '#ports/journal.ts'
import { adoptMoved } from './adopt.ts'
import { carryHome, type Homecoming } from './carry-home.ts'
import type { MoveDeps } from './deps.ts'
import { drive, insistOnRoots } from './drive.ts'
import { finish } from './finish.ts'
import { lookAround } from './spots.ts'
import { askAgain, askBefore, StoodBack } from './stood-back.ts'

const bringsBack: ReadonlySet<Act> = new Set(['put-back', 'relink', 'replace', 'place', 'note-restored'])

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
