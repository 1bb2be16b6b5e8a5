/** What the program writes down, line by line. */
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type Filters, filtersIn } from '../features/log/filters.ts'
import { Logs as Lines } from '../features/log/logs.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { routesText } from './text.ts'

const here = getRouteApi('/logs')

/** The page below `/logs`; what it shows stands in its address. */
export function Logs() {
  const filters = filtersIn(here.useSearch())
  const navigate = here.useNavigate()
  const change = useCallback(
    (part: Partial<Filters> | 'none') =>
      void navigate({
        search: (before) => (part === 'none' ? {} : filtersIn({ ...before, ...part })),
        replace: part !== 'none' && 'text' in part,
        resetScroll: false
      }),
    [navigate]
  )
  return (
    <>
      <PageHead title={routesText.pages.logs} about={routesText.about.logs} />
      <Lines filters={filters} change={change} />
    </>
  )
}
