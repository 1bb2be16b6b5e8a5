/** What the newest plan before a play had decided about its unit. */
import type { RunReport } from '@pcu/contract'
import type { DecidedBefore } from '#core/insight/miss.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { Seen } from '#engine/why/seen.ts'

/** A plan, as far as one unit is concerned. */
export interface Before {
  /** When it was made, epoch milliseconds. */
  readonly at: number
  /** Undefined: it says nothing of the unit, so nobody wanted it and it was not on the pool. */
  readonly decided: DecidedBefore | undefined
}

/** By the plan that is in memory. */
export const decidedIn = ({ world, plan }: Pick<Seen, 'world' | 'plan'>, unit: UnitId): Before => {
  const found = plan.decisions.find((decision) => decision.unit === unit)
  const decided = found && { action: found.action, because: found.because.map(({ code }) => code) }
  return { at: world.now, decided }
}

/** By the newest plan that was kept; undefined when there is none, or it was made after the play began. */
export const decidedLast = (report: RunReport | undefined, unit: UnitId, startedAt: number): Before | undefined => {
  if (report === undefined || report.startedAt > startedAt) return undefined
  const found = report.decisions.find((decision) => decision.unit === unit)
  const decided = found && { action: found.action, because: found.because.map(({ reason }) => reason.code) }
  return { at: report.startedAt, decided }
}
