/** Shows how the pool is after a run: its room, and what of it waits for a person. */
import type { Found } from '#engine/health/find-roots.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import { measurePool } from '#engine/survey.ts'
import { problemsOfOrphans } from '#engine/tell/cases.ts'
import { Failure } from '#src/failure.ts'

/** The room after the moves is for show: that it cannot be told any more must not hide what was done. The next run says why. */
export const showPool = async (deps: RunDeps, found: Found): Promise<void> => {
  try {
    const { pool, owned } = await measurePool(deps, deps.settings, found)
    deps.bus.publish({ type: 'pool.measured', pool })
    deps.problems.report('orphan.', problemsOfOrphans(owned))
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
  }
}
