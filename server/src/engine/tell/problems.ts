/** The problems that stand right now: raised once, cleared once, each told on the bus. */
import type { Problem } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'

/** Standing problems by their stable names. */
export interface Problems {
  /** Replaces every problem whose id begins with `area` by the given ones. */
  report(area: string, standing: readonly Problem[]): void
  all(): readonly Problem[]
}

/** Starts without problems. */
export const createProblems = (bus: Bus): Problems => {
  const standing = new Map<string, Problem>()

  const clearGone = (area: string, ids: ReadonlySet<string>): void => {
    for (const [id, problem] of standing) {
      if (!id.startsWith(area) || ids.has(id)) continue
      standing.delete(id)
      bus.publish({ type: 'problem.cleared', problem })
    }
  }

  const raise = (problem: Problem): void => {
    const known = standing.get(problem.id)
    standing.set(problem.id, problem)
    if (known?.sentence !== problem.sentence) bus.publish({ type: 'problem.raised', problem })
  }

  return {
    report: (area, problems) => {
      clearGone(area, new Set(problems.map((problem) => problem.id)))
      for (const problem of problems) raise(problem)
    },
    all: () => [...standing.values()]
  }
}
