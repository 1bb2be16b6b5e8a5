/** Settles what an interrupted move left open, at start and before every run; what cannot be settled stands as a problem until it can. */
import type { Mover } from '#ports/mover.ts'
import type { Bus } from './bus.ts'
import type { Problems } from './tell/problems.ts'

/** What settling needs. */
interface SettleDeps {
  readonly mover: Pick<Mover, 'settle'>
  readonly bus: Bus
  readonly problems: Problems
}

/** Settles and tells. With nothing open it costs one look into the journal and no call to a disk. */
export const settleLeftovers = async ({ mover, bus, problems }: SettleDeps): Promise<void> => {
  const settled = await mover.settle()
  const stuck = settled.filter(({ state }) => state === 'needs-a-person')
  for (const { sentence } of settled.filter(({ state }) => state !== 'needs-a-person')) {
    bus.publish({ type: 'move.settled', sentence })
  }
  problems.report(
    'moves.',
    stuck.map(({ sentence }, n) => ({ id: `moves.open-${n}`, severity: 'warning', sentence, setting: null }))
  )
}
