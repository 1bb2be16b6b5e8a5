/** Everything one run decided, by what happens; what moves stands open, the rest opens on demand. */
import type { Action, RunReport } from '@pcu/contract'
import { IconBolt, IconCircleCheck, IconCircleMinus, IconEye, IconHome } from '@tabler/icons-react'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Empty } from '../../ui/empty.tsx'
import { usePages } from '../../ui/pager.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import { DecisionRow } from './decision-row.tsx'
import classes from './decisions.module.css'
import { type Group, grouped } from './grouped.ts'
import { Review } from './review.tsx'
import { planText } from './text.ts'

const PAGE = 10
const icons: Record<Action, typeof IconBolt> = {
  promote: IconBolt,
  evict: IconHome,
  keep: IconCircleCheck,
  leave: IconCircleMinus
}

/** The decisions of a report; a dry run says first that nothing was moved. `toReview`: it can be applied from here. */
export function Decisions({ report, toReview = true }: { readonly report: RunReport; readonly toReview?: boolean }) {
  const groups = grouped(report.decisions)
  return (
    <>
      {report.dryRun ? (
        <p className={classes.dryRun}>
          <IconEye size={18} aria-hidden="true" />
          {planText.nothingMoved}
        </p>
      ) : null}
      {toReview && report.dryRun && report.outcome === 'done' && groups.length > 0 ? <Review run={report.id} /> : null}
      {groups.length === 0 ? <Empty sentence={planText.empty} /> : null}
      {groups.map((group) => (
        <ActionGroup key={`${report.id} ${group.action}`} group={group} dryRun={report.dryRun} />
      ))}
    </>
  )
}

const totalOf = ({ decisions, bytes, more }: Group): string => {
  if (bytes === 0) return planText.titles(decisions.length)
  const total = planText.total(decisions.length, sizeText(bytes))
  return more ? `${total} ${planText.unknownSome}` : total
}

function ActionGroup({ group, dryRun }: { readonly group: Group; readonly dryRun: boolean }) {
  const { action } = group
  const name = (dryRun ? planText.would : planText.actions)[action]
  const Icon = icons[action]
  return (
    <div className={classes.group} data-action={action}>
      <Disclosure
        label={planText.showGroup(name)}
        openAtFirst={action === 'promote' || action === 'evict'}
        row={
          <div className={classes.head}>
            <Icon className={classes.icon} size={18} aria-hidden="true" />
            <h3 className={classes.name}>{name}</h3>
            <span className={classes.total}>{totalOf(group)}</span>
          </div>
        }
        more={() => <Rows group={group} />}
      />
    </div>
  )
}

function Rows({ group }: { readonly group: Group }) {
  const { rows, pager } = usePages(group.decisions, PAGE)
  return (
    <>
      <ul className={classes.rows}>
        {rows.map((decision) => (
          <DecisionRow key={decision.unit} decision={decision} />
        ))}
      </ul>
      {pager}
    </>
  )
}
