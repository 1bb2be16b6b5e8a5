/** What the owner should know or fix, each in one sentence with the setting to look at. Not there when all is well. */
import { type Problem, welcomeProblem } from '@pcu/contract'
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import classes from './problems.module.css'
import { problemsText } from './text.ts'

const icons = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle }
const weight = { error: 0, warning: 1, info: 2 }

/** The worst first. */
export function Problems() {
  // The set-up that is not finished has a banner of its own.
  const { data: problems = [] } = useStatus(({ problems: all }) => all.filter(({ id }) => id !== welcomeProblem))
  if (problems.length === 0) return null
  const sorted = problems.toSorted((one, other) => weight[one.severity] - weight[other.severity])
  return (
    <Card title={problemsText.title} aside={problemsText.count(problems.length)}>
      <ul>
        {sorted.map((problem) => (
          <ProblemRow key={problem.id} problem={problem} />
        ))}
      </ul>
    </Card>
  )
}

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const Icon = icons[problem.severity]
  return (
    <li className={classes.problem} data-severity={problem.severity}>
      <Icon className={classes.icon} size={20} aria-hidden="true" />
      <div className={classes.words}>
        <p>
          <span className={classes.severity}>{problemsText.severity[problem.severity]}: </span>
          <bdi>{problem.sentence}</bdi>
        </p>
        {problem.setting === null ? null : (
          <p className={classes.setting}>
            {problemsText.setting} <code>{problem.setting}</code>
          </p>
        )}
      </div>
    </li>
  )
}
