/** The last runs, newest first; each opens its decisions. */
import type { Run, RunReport } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { runsQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { CardLink } from '../../ui/page/card-link.tsx'
import { usePages } from '../../ui/pager.tsx'
import { RunDrawer } from './run-drawer.tsx'
import { RunRow } from './run-row.tsx'
import { runsText } from './text.ts'

const PAGE = 6

interface LastRunsProps {
  /** How the decisions of one run are shown. */
  readonly decisions: (report: RunReport) => ReactNode
  /** Shows no more than so many, and the way to all of them. */
  readonly only?: number
}

/** The card of the last runs. */
export function LastRuns({ decisions, only }: LastRunsProps) {
  const query = useQuery(runsQuery)
  const [run, setRun] = useState<Run | null>(null)
  return (
    <Card
      title={runsText.title}
      controls={only === undefined ? undefined : <CardLink to="/activity/history">{runsText.all}</CardLink>}
    >
      <Loaded query={query} lines={3}>
        {({ runs }) => (runs.length === 0 ? <Nothing /> : <Runs runs={runs.slice(0, only)} open={setRun} />)}
      </Loaded>
      <RunDrawer id={run?.id ?? null} known={run ?? undefined} close={() => setRun(null)} decisions={decisions} />
    </Card>
  )
}

function Nothing() {
  return (
    <Empty sentence={runsText.none}>
      <p>{runsText.noneNext}</p>
    </Empty>
  )
}

function Runs({ runs, open }: { readonly runs: readonly Run[]; readonly open: (run: Run) => void }) {
  const { rows, pager } = usePages(runs, PAGE)
  return (
    <>
      <ul>
        {rows.map((run) => (
          <RunRow key={run.id} run={run} open={() => open(run)} />
        ))}
      </ul>
      {pager}
    </>
  )
}
