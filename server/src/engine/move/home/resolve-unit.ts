/** Does what was ordered about files that somebody deleted or replaced, as far as what is on the disks now allows it. */
import { treatmentOf } from '#core/move/remedy.ts'
import { sightOf } from '#core/move/sight.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { insistOnRoots } from '#engine/move/drive.ts'
import { lookAround } from '#engine/move/spots.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { MoveControl, MoveOutcome, ResolveOrder } from '#ports/mover.ts'
import { bringHome } from './bring-home.ts'
import { type FileTrip, travelHome } from './unit-trip.ts'

const resolveFile =
  ({ how }: ResolveOrder): FileTrip =>
  async (entry, home, deps) => {
    const seen = await lookAround(entry, deps.fileSystem)
    await insistOnRoots(entry, seen, deps)
    const sight = sightOf(entry, seen)
    const treatment = treatmentOf(how, entry.mode, sight)
    if (treatment.kind === 'refused') {
      throw new StoodBack({ code: 'needs-a-person', detail: `${entry.sharePath}: ${treatment.why}.` })
    }
    return await bringHome(entry, { seen, sight, homeward: treatment }, { home, deps })
  }

/** Resolves the files of a unit that wait for a person; its other files stay as they are. */
export const resolveUnit = (order: ResolveOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const files = order.unit.files.filter((file) => file.orphan !== undefined).map((file) => file.sharePath)
  const open = () => deps.journal.openSome(order.unit, order.because, files)
  return travelHome({ order, control, open, each: resolveFile(order) }, deps)
}
