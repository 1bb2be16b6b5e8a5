/** The first page: is everything fine, what is happening, what is cached and why. */
import { OnThePool } from '../features/cached/on-the-pool.tsx'
import { Now } from '../features/moves/now.tsx'
import { LibraryPaths } from '../features/paths/library-paths.tsx'
import { People } from '../features/people/people.tsx'
import { Decisions } from '../features/plan/decisions.tsx'
import { LastPlan } from '../features/plan/last-plan.tsx'
import { Problems } from '../features/problems/problems.tsx'
import { LastRuns } from '../features/runs/last-runs.tsx'
import { Account } from '../features/sign-in/account.tsx'
import { Hero } from '../features/status/hero.tsx'

/** Everything, the most important first. */
export function Dashboard() {
  return (
    <>
      <Hero />
      <Account place="first" />
      <Problems />
      <Now />
      <OnThePool />
      <LastPlan />
      <People />
      <LastRuns decisions={(report) => <Decisions report={report} />} />
      <LibraryPaths />
      <Account place="last" />
    </>
  )
}
