/** Ends an entry: what happened becomes durable, empty directories of ours go, then one transaction changes journal and ledger. */
import type { FileEntry } from '#core/move/machine.ts'
import { causeWords } from '#core/move/orphan.ts'
import type { Next } from '#core/move/recover.ts'
import { followAll, leaveAll, renewAll } from '#engine/registers/keep.ts'
import type { Spot } from '#ports/file-system.ts'
import type { Ending } from '#ports/journal.ts'
import type { MoveDeps } from './deps.ts'
import { directoriesToGiveUp, removeDirectories } from './directories.ts'
import { syncBeside } from './perform.ts'
import { spotsOf } from './spots.ts'

/** The ending that an act of the table stands for. */
export const endingOf = ({ act, why, cause }: Next): Ending => {
  switch (act) {
    case 'close-cached':
      return { kind: 'cached' }
    case 'close-home':
      return { kind: 'home' }
    case 'close-kept':
      return { kind: 'kept' }
    case 'close-undone':
      return { kind: 'undone' }
    case 'close-renewed':
      return { kind: 'renewed' }
    default:
      return { kind: 'orphan', cause: cause ?? 'unknown', why: why ?? causeWords.unknown }
  }
}

/** In keep mode nothing was changed beside the original, and a sleeping array disk stays asleep. */
const touchesArray = (entry: FileEntry): boolean =>
  entry.direction === 'in' ? entry.stage === 'switching' : entry.route !== 'drop' && entry.route !== undefined

/** What is no longer ours: directories of the pool that are empty now, and those of the array that hold a file again. */
const directoriesToForget = async (entry: FileEntry, ending: Ending, deps: MoveDeps): Promise<readonly Spot[]> => {
  const { copy, original } = spotsOf(entry)
  switch (ending.kind) {
    case 'undone':
      return await removeDirectories(copy, deps)
    case 'home':
      return [...(await removeDirectories(copy, deps)), ...(await directoriesToGiveUp(original, deps))]
    case 'kept':
      return await removeDirectories(original, deps)
    case 'renewed':
      return await directoriesToGiveUp(original, deps)
    default:
      return []
  }
}

/** Nothing of ours has the file's name on the pool any more. What was never verified was never entered. */
const isOffPool = (entry: FileEntry, ending: Ending): boolean =>
  ending.kind === 'home' || (ending.kind === 'undone' && entry.temp !== undefined)

/** Syncs, tidies, commits. The registers come before the commit: a crash between leaves the entry open, and they are asked again. */
export const finish = async (entry: FileEntry, ending: Ending, deps: MoveDeps): Promise<void> => {
  const spots = spotsOf(entry)
  // Where the original stays, the end is the first thing that is noted of the copy's final name.
  if (ending.kind === 'cached' && entry.stage === 'verified') await syncBeside(spots.copy, deps, 'publish.sync')
  if (touchesArray(entry)) await syncBeside(spots.original, deps, 'array.sync')
  if (ending.kind !== 'cached') await syncBeside(spots.copy, deps, 'pool.sync')
  const forget = await directoriesToForget(entry, ending, deps)
  if (isOffPool(entry, ending)) await leaveAll(entry, deps)
  if (ending.kind === 'renewed' && entry.ownedFileId !== undefined) {
    await renewAll(entry, await deps.journal.unitsOf(entry.ownedFileId), deps)
  }
  if (ending.kind === 'followed' && entry.ownedFileId !== undefined) {
    await followAll(entry, { to: ending.to, units: await deps.journal.unitsOf(entry.ownedFileId) }, deps)
  }
  await deps.step(`commit.${ending.kind}`, () => deps.journal.close(entry, ending, forget))
}
