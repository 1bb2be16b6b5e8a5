/** Settles what an interrupted move left open, at start and before every run; what cannot be settled stands as a problem until it can. */
import type { Reason } from '@pcu/contract'
import type { Mover } from '#ports/mover.ts'
import type { RootsReport } from '#ports/storage-host.ts'
import type { Bus } from './bus.ts'
import { eventOfOutcome } from './health/incident.ts'
import { tellMet } from './health/tell.ts'
import { type RebuildDeps, rebuildRegisters } from './registers/keep.ts'
import { tellFound } from './registers/tell-found.ts'
import type { RunDeps } from './run-deps.ts'

/** What settling needs. */
interface SettleDeps extends RebuildDeps, Pick<RunDeps, 'findAgain' | 'health'> {
  readonly mover: Pick<Mover, 'settle'>
  readonly bus: Bus
}

/**
 * Settles and tells, then makes ledger and registers agree. With nothing open and nothing lost it costs one look into the journal, one at the
 * manifest and no call to an array disk.
 */
export const settleLeftovers = async (
  deps: SettleDeps,
  roots: RootsReport | undefined
): Promise<Reason | undefined> => {
  const { mover, bus, problems } = deps
  const settled = await mover.settle()
  for (const { unit, met } of settled) {
    await tellMet(deps, met === undefined ? undefined : eventOfOutcome(met), { unit, block: undefined })
  }
  const stuck = settled.filter(({ state }) => state === 'needs-a-person')
  for (const { sentence } of settled.filter(({ state }) => state !== 'needs-a-person')) {
    bus.publish({ type: 'move.settled', sentence })
  }
  problems.report(
    'moves.',
    stuck.map(({ sentence }, n) => ({ id: `moves.open-${n}`, severity: 'warning', sentence, setting: null }))
  )
  const known = roots === undefined ? undefined : await tellFound(deps, roots)
  return await rebuildRegisters(deps, known)
}
