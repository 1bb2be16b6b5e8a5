/** What is happening, what was decided, and what was done; a tab for each. */
import { Outlet } from '@tanstack/react-router'
import { Calendar } from '../features/calendar/calendar.tsx'
import { Now } from '../features/moves/now.tsx'
import { LastPlan } from '../features/plan/last-plan.tsx'
import { Removals } from '../features/watcher/past-and-to-come.tsx'
import { Watcher } from '../features/watcher/watcher.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { Tabs } from '../ui/page/tabs.tsx'
import { routesText } from './text.ts'

const text = routesText.activity

const tabs = [
  { to: '/activity/now', label: text.now },
  { to: '/activity/plan', label: text.plan },
  { to: '/activity/history', label: text.history },
  { to: '/activity/calendar', label: text.calendar }
] as const

/** What stands around the tabs' pages. */
export function Activity() {
  return (
    <>
      <PageHead title={routesText.pages.activity} about={routesText.about.activity} />
      <Tabs label={text.label} tabs={tabs} />
      <Outlet />
    </>
  )
}

/** What is moving at this moment, and what is played. */
export const ActivityNow = () => (
  <>
    <Now />
    <Watcher />
  </>
)

/** What the newest plan decided. */
export const ActivityPlan = () => <LastPlan />

/** What comes and goes home when. */
export const ActivityToCome = () => (
  <>
    <Calendar />
    <Removals />
  </>
)
