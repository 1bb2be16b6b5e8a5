/** At a glance: is everything fine, what is happening, what did it bring, and why. */
import { Newest } from '../features/cached/newest.tsx'
import { Glance } from '../features/insight/glance.tsx'
import { Now } from '../features/moves/now.tsx'
import { Decisions } from '../features/plan/decisions.tsx'
import { Problems } from '../features/problems/problems.tsx'
import { LastRuns } from '../features/runs/last-runs.tsx'
import { Account } from '../features/sign-in/account.tsx'
import { Hero } from '../features/status/hero.tsx'
import { SetUpBanner } from '../features/welcome/banner.tsx'

const SHOWN = 5

/** Short on purpose: each part leads to the page that holds all of it. */
export function Dashboard() {
  return (
    <>
      <Hero />
      <SetUpBanner />
      <Account when="missing" />
      <Problems />
      <Now />
      <Glance />
      <Newest />
      <LastRuns decisions={(report) => <Decisions report={report} />} only={SHOWN} />
    </>
  )
}
