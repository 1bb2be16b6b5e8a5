/** One run opened: its sentence, its facts and everything it decided. */
import type { Run, RunReport } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { runQuery } from '../../api/queries.ts'
import { SideDialog } from '../../ui/dialog.tsx'
import { ExactTime } from '../../ui/time/moment.tsx'
import classes from './run-drawer.module.css'
import { amountsOf, outcomeOf, tookOf } from './run-row.tsx'
import { runsText } from './text.ts'

interface RunDrawerProps {
  /** The run that is open; null when none is. */
  readonly id: number | null
  /** What is known of it already. */
  readonly known?: Run | undefined
  readonly close: () => void
  readonly decisions: (report: RunReport) => ReactNode
}

/** Slides in from the side; Escape closes it. */
export function RunDrawer({ id, known, close, decisions }: RunDrawerProps) {
  // While it slides away it still shows what it held.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  return (
    <SideDialog title={last === null ? '' : runsText.runTitle(last)} opened={id !== null} close={close}>
      {last === null ? null : <Opened key={last} id={last} known={known} decisions={decisions} />}
    </SideDialog>
  )
}

interface OpenedProps extends Pick<RunDrawerProps, 'known' | 'decisions'> {
  readonly id: number
}

function Opened({ id, known, decisions }: OpenedProps) {
  const query = useQuery(runQuery(id))
  const shown = query.data ?? (known?.id === id ? known : undefined)
  return (
    <>
      {shown === undefined ? null : <Facts shown={shown} />}
      <Loaded query={query} lines={4}>
        {decisions}
      </Loaded>
    </>
  )
}

function Facts({ shown }: { readonly shown: Run }) {
  const facts = [...amountsOf(shown), ...tookOf(shown), runsText.requests(shown.requests)]
  return (
    <div className={classes.facts}>
      <p>
        <strong>{outcomeOf(shown)}.</strong> <bdi>{shown.sentence}</bdi>
      </p>
      <p className={classes.quiet}>
        <ExactTime at={shown.startedAt} /> · {runsText.trigger[shown.trigger]} · {facts.join(' · ')}
      </p>
    </div>
  )
}
