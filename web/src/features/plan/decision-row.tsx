/** One decision: what it is about, why, what spoke against it, and the way of its bytes. */
import type { Decision, ScorePart } from '@pcu/contract'
import { Title, Way } from '../../ui/name.tsx'
import { Sentences } from '../../ui/sentences.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { sizeText } from '../../ui/words/numbers.ts'
import classes from './decision-row.module.css'
import { planText } from './text.ts'

/** Its place, and what counted for it. */
const rankText = (rank: number, score: readonly ScorePart[]): string =>
  `${rank} (${score
    .filter(({ points }) => points !== 0)
    .map(({ name }) => name)
    .join(', ')})`

/** A row. */
export function DecisionRow({ decision }: { readonly decision: Decision }) {
  const { unit, title, because, refusals, score, rank, sizeBytes, files, from, to } = decision
  return (
    <li className={classes.decision}>
      <div className={classes.what}>
        <Title text={title} />
        <Sentences because={because} />
        {from === null || to === null ? null : <Way from={from} to={to} />}
        {refusals.length === 0 ? null : (
          <p className={classes.quiet}>
            {planText.refusedBy} {refusals.join(', ')}
          </p>
        )}
        {rank === null ? null : (
          <p className={classes.quiet}>
            {planText.score}: {rankText(rank, score)}
          </p>
        )}
      </div>
      <p className={classes.numbers}>
        <strong>{sizeBytes === null ? planText.sizeUnknown : sizeText(sizeBytes)}</strong>
        {files === 0 ? null : <span>{planText.files(files)}</span>}
        <WhyLink ask={unit} title={title} />
      </p>
    </li>
  )
}
