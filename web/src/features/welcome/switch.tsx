/** The end of the set-up: switching on, or staying in test mode. */
import type { PlanReview } from '@pcu/contract'
import { IconCircleCheck, IconFlask, IconPower } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiFailure } from '../../api/client.ts'
import { welcomeQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { HeldButton } from './held-button.tsx'
import { welcomeText } from './text.ts'
import { type Decision, useSwitch } from './use-switch.ts'
import classes from './welcome.module.css'

const text = welcomeText.dryRun
const ICON = 16

interface SwitchProps {
  readonly run: number | undefined
  readonly review: PlanReview | undefined
  readonly running: boolean
  /** What happens by itself from then on. */
  readonly afterwards: ReactNode
}

/** What was finished is told; it is not begun again. */
export function Switch(props: SwitchProps) {
  const { data: welcome } = useQuery(welcomeQuery)
  if (welcome === undefined) return null
  return <Card title={text.switch}>{welcome.isFinished ? <Finished /> : <Open {...props} />}</Card>
}

function Finished() {
  return (
    <div className={classes.body}>
      <p className={classes.proven}>
        <IconCircleCheck size={18} aria-hidden="true" />
        {text.finished}
      </p>
      <p>
        <Link to="/">{text.dashboard}</Link>
      </p>
    </div>
  )
}

function Open({ run, review, running, afterwards }: SwitchProps) {
  const navigate = useNavigate()
  const { data: testMode } = useStatus((status) => status.testMode)
  const isReady = run !== undefined && review !== undefined && !running
  const { mutate, isPending, error, reset } = useSwitch({ run, review }, () => void navigate({ to: '/' }))
  return (
    <div className={classes.body}>
      <p>{isReady ? text.means : text.first}</p>
      {afterwards}
      {testMode === true ? <p className={classes.warn}>{text.testMode}</p> : null}
      <Decide isReady={isReady} busy={isPending} decide={mutate} />
      <p className={classes.soft}>{text.stayMeans}</p>
      <p role="status">{isPending ? text.switching : null}</p>
      {error === null ? null : <Failed error={error} dismiss={reset} />}
    </div>
  )
}

interface DecideProps {
  readonly isReady: boolean
  readonly busy: boolean
  readonly decide: (decision: Decision) => void
}

function Decide({ isReady, busy, decide }: DecideProps) {
  const may = useMay('admin')
  const needed = isReady ? undefined : text.first
  const why = may ? needed : welcomeText.notYours
  return (
    <div className={classes.orders}>
      <HeldButton busy={busy} why={why} isMain icon={<IconPower size={ICON} />} act={() => decide('switch-on')}>
        {text.switch}
      </HeldButton>
      <HeldButton busy={busy} why={why} isMain={false} icon={<IconFlask size={ICON} />} act={() => decide('stay')}>
        {text.stay}
      </HeldButton>
    </div>
  )
}

function Failed({ error, dismiss }: { readonly error: Error; readonly dismiss: () => void }) {
  const more = error instanceof ApiFailure ? error.more : []
  return <Notice tone="bad" sentence={error.message} more={more} dismiss={dismiss} />
}
