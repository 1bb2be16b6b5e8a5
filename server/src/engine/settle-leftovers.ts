/** Settles what an interrupted move left open, at start and before every run; what cannot be settled stands as a problem until it can. */
import type { Reason } from '@pcu/contract'
import type { Mover } from '#ports/mover.ts'
import type { Bus } from './bus.ts'
import { type RebuildDeps, rebuildRegisters } from './registers/keep.ts'

/** What settling needs. */
interface SettleDeps extends RebuildDeps {
  readonly mover: Pick<Mover, 'settle'>
  readonly bus: Bus
}

/** Settles and tells, then makes the registers good. With nothing open it costs one look into the journal and no call to an array disk. */
export const settleLeftovers = async (deps: SettleDeps): Promise<Reason | undefined> => {
  const { mover, bus, problems } = deps
  const settled = await mover.settle()
  const stuck = settled.filter(({ state }) => state === 'needs-a-person')
  for (const { sentence } of settled.filter(({ state }) => state !== 'needs-a-person')) {
    bus.publish({ type: 'move.settled', sentence })
  }
  problems.report(
    'moves.',
    stuck.map(({ sentence }, n) => ({ id: `moves.open-${n}`, severity: 'warning', sentence, setting: null }))
  )
  return await rebuildRegisters(deps)
}
