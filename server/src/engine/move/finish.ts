/** Ends an entry: what happened becomes durable, empty directories of ours go, then one transaction changes journal and ledger. */
import type { FileEntry } from '#core/move/machine.ts'
import type { Act } from '#core/move/table.ts'
import type { Ending } from '#ports/journal.ts'
import type { MoveDeps } from './deps.ts'
import { giveUpDirectories, removeDirectories } from './directories.ts'
import { syncBeside } from './perform.ts'
import { spotsOf } from './spots.ts'

/** The ending that an act of the table stands for. */
export const endingOf = (act: Act, why: string | undefined): Ending => {
  switch (act) {
    case 'close-cached':
      return { kind: 'cached' }
    case 'close-home':
      return { kind: 'home' }
    case 'close-kept':
      return { kind: 'kept' }
    case 'close-undone':
      return { kind: 'undone' }
    default:
      return { kind: 'orphan', why: why ?? 'this state is not known' }
  }
}

/** In keep mode nothing was changed beside the original, and a sleeping array disk stays asleep. */
const touchesArray = (entry: FileEntry): boolean =>
  entry.direction === 'in' ? entry.stage === 'switching' : entry.route !== 'drop' && entry.route !== undefined

/** Syncs, tidies, commits. */
export const finish = async (entry: FileEntry, ending: Ending, deps: MoveDeps): Promise<void> => {
  const spots = spotsOf(entry)
  if (touchesArray(entry)) await syncBeside(spots.original, deps, 'array.sync')
  if (ending.kind !== 'cached') await syncBeside(spots.copy, deps, 'pool.sync')
  if (ending.kind === 'undone' || ending.kind === 'home') await removeDirectories(spots.copy, deps)
  if (ending.kind === 'home' && entry.route === 'copy-back') await giveUpDirectories(spots.original, deps)
  if (ending.kind === 'kept') await removeDirectories(spots.original, deps)
  await deps.step(`commit.${ending.kind}`, () => deps.journal.close(entry, ending))
}
