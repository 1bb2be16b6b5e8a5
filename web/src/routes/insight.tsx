/** What the cache brought: plays from the pool, what was missed and why, how the space is used, whether disks sleep. */
import { useSearch } from '@tanstack/react-router'
import { AllFigures } from '../features/insight/insight.tsx'
import { daysIn } from '../features/insight/ranges.ts'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

/** The page below `/insight`. */
export function Insight() {
  const days = daysIn(useSearch({ strict: false }))
  return (
    <>
      <PageHead title={routesText.pages.insight} about={routesText.about.insight} />
      <AllFigures days={days} />
    </>
  )
}
