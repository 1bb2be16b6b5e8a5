/** The last step: what would be done, and only then the switch. */
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { latestPlanQuery, planReviewQuery, settingsQuery } from '../../api/queries.ts'
import { Decisions } from '../../features/plan/decisions.tsx'
import { amountOf } from '../../features/plan/totals.ts'
import { Restart } from '../../features/welcome/restart.tsx'
import { Switch } from '../../features/welcome/switch.tsx'
import { welcomeText } from '../../features/welcome/text.ts'
import classes from '../../features/welcome/welcome.module.css'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import { Since } from '../../ui/time/moment.tsx'

import { SettledByItself } from './limits.tsx'
import { Make } from './make.tsx'

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
      <Switch
        run={report?.id}
        review={review.data}
        running={running}
        afterwards={settings.data === undefined ? null : <SettledByItself view={settings.data} />}
      />
    </>
  )
}
