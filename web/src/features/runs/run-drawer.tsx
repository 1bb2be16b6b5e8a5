/** One run opened: its sentence, its facts and everything it decided. */
import type { Run, RunReport } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { runQuery } from '../../api/queries.ts'
import { SideDialog } from '../../ui/dialog.tsx'
import { ExactTime } from '../../ui/time/moment.tsx'
import classes from './run-drawer.module.css'
import { amountsOf, outcomeOf, tookOf } from './run-row.tsx'
import { runsText } from './text.ts'

interface RunDrawerProps {
  /** The run opened last; null before the first. */
  readonly run: Run | null
  readonly opened: boolean
  readonly close: () => void
  readonly decisions: (report: RunReport) => ReactNode
}

/** Slides in from the side; Escape closes it. */
export function RunDrawer({ run, opened, close, decisions }: RunDrawerProps) {
  return (
    <SideDialog title={run === null ? '' : runsText.runTitle(run.id)} opened={opened} close={close}>
      {run === null ? null : <Opened key={run.id} run={run} decisions={decisions} />}
    </SideDialog>
  )
}

function Opened({ run, decisions }: { readonly run: Run; readonly decisions: (report: RunReport) => ReactNode }) {
  const query = useQuery(runQuery(run.id))
  const shown = query.data ?? run
  const facts = [...amountsOf(shown), ...tookOf(shown), runsText.requests(shown.requests)]
  return (
    <>
      <div className={classes.facts}>
        <p>
          <strong>{outcomeOf(shown)}.</strong> <bdi>{shown.sentence}</bdi>
        </p>
        <p className={classes.quiet}>
          <ExactTime at={shown.startedAt} /> · {runsText.trigger[shown.trigger]} · {facts.join(' · ')}
        </p>
      </div>
      <Loaded query={query} lines={4}>
        {decisions}
      </Loaded>
    </>
  )
}
