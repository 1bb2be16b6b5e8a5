/** What happened, what the last runs did, and what was played; the run that is open stands in the address. */
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { type HistoryFilters, historyFiltersIn } from '../features/history/filters.ts'
import { History } from '../features/history/history.tsx'
import { InRun } from '../features/history/in-run.tsx'
import { Decisions } from '../features/plan/decisions.tsx'
import { RunDrawer } from '../features/runs/run-drawer.tsx'
import { RunsByPage } from '../features/runs/runs-by-page.tsx'
import { Plays } from '../features/watcher/past-and-to-come.tsx'

const here = getRouteApi('/activity/history')

/** The page below `/activity/history`. */
export function ActivityHistory() {
  const filters = historyFiltersIn(here.useSearch())
  const navigate = here.useNavigate()
  const change = useCallback(
    (part: HistoryFilters | 'none') =>
      void navigate({
        search: (before) => historyFiltersIn(part === 'none' ? { run: before.run } : { ...before, ...part }),
        replace: part !== 'none' && 'text' in part,
        resetScroll: false
      }),
    [navigate]
  )
  return (
    <>
      <History filters={filters} change={change} />
      <RunsByPage open={(run) => change({ run })} />
      <Plays />
      <RunDrawer
        id={filters.run ?? null}
        close={() => change({ run: undefined })}
        decisions={(report) => (
          <>
            <InRun run={report.id} />
            <Decisions report={report} />
          </>
        )}
      />
    </>
  )
}
