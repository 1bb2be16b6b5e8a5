/** The newest plan: every decision with its reasons, the same that log and command line show. */
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { latestPlanQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Since } from '../../ui/time/moment.tsx'
import { Decisions } from './decisions.tsx'
import { planText } from './text.ts'

/** The card of the last plan. */
export function LastPlan() {
  const query = useQuery(latestPlanQuery)
  const plan = query.data
  const aside = plan ? (
    <>
      <Since at={plan.startedAt} />, {planText.madeBy[plan.trigger]}
    </>
  ) : undefined
  return (
    <Card title={planText.title} aside={aside}>
      <Loaded query={query} lines={3}>
        {(report) =>
          report === null ? (
            <Empty sentence={planText.none}>
              <p>{planText.noneNext}</p>
            </Empty>
          ) : (
            <Decisions report={report} />
          )
        }
      </Loaded>
    </Card>
  )
}
