/** The last step: what would be done, and only then the switch. */
import { IconEye } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { latestPlanQuery, planReviewQuery, settingsQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-access.ts'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Since } from '../../ui/time/moment.tsx'
import { Decisions } from '../plan/decisions.tsx'
import { amountOf } from '../plan/totals.ts'
import { useOrders } from '../status/use-orders.ts'
import { HeldButton } from './held-button.tsx'
import { Restart } from './restart.tsx'
import { Switch } from './switch.tsx'
import { welcomeText } from './text.ts'
import { usePlexProof } from './use-welcome.ts'
import classes from './welcome.module.css'

const text = welcomeText.dryRun

export function StepDryRun() {
  const { data: running = false } = useStatus((status) => status.currentRun !== null)
  const settings = useQuery(settingsQuery)
  const plan = useQuery(latestPlanQuery)
  const report = plan.data?.dryRun === true && plan.data.outcome === 'done' ? plan.data : null
  const review = useQuery({ ...planReviewQuery(report?.id ?? 0), enabled: report !== null })
  const totals = review.data?.totals ?? null
  return (
    <>
      <Card title={welcomeText.steps['dry-run']}>
        <div className={classes.body}>
          <p>{text.about}</p>
          <Make running={running} hasPlan={report !== null} />
        </div>
      </Card>
      <Loaded query={settings} lines={2}>
        {(view) => <Restart view={view} />}
      </Loaded>
      {report === null ? null : (
        <Card
          title={text.plan}
          aside={
            <>
              {text.made} <Since at={report.startedAt} />
            </>
          }
        >
          {totals === null ? null : <p className={classes.sum}>{amountOf(totals)}</p>}
          <Decisions report={report} toReview={false} />
        </Card>
      )}
      <Switch run={report?.id} review={review.data} running={running} />
    </>
  )
}

function Make({ running, hasPlan }: { readonly running: boolean; readonly hasPlan: boolean }) {
  const may = useMay('operate')
  const { isKnown } = usePlexProof()
  const { order, sending, answered, dismiss } = useOrders()
  const busy = running || sending !== null
  const needed = isKnown ? undefined : text.needsPlex
  return (
    <>
      <HeldButton
        busy={busy}
        why={may ? needed : welcomeText.notYours}
        isMain={!hasPlan}
        icon={<IconEye size={16} />}
        act={() => order('preview')}
      >
        {hasPlan ? text.again : text.make}
      </HeldButton>
      <p role="status" className={classes.soft}>
        {busy ? text.busy : needed}
      </p>
      {answered?.refused === true ? (
        <Notice tone="bad" sentence={answered.sentence} more={answered.more} dismiss={dismiss} />
      ) : null}
    </>
  )
}
