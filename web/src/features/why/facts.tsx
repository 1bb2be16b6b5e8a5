/** The numbers behind the answer: its place among what is wanted with what counted for it, and the room on the pool. */
import type { WhyUnit } from '@pcu/contract'
import { sizeText } from '../../ui/words/numbers.ts'
import { Part } from './part.tsx'
import { whyText } from './text.ts'
import classes from './why.module.css'

type Fact = readonly [name: string, value: string]

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface RankProps {
  readonly unit: WhyUnit
  /** How many titles the last plan ranked. */
  readonly wanted: number
}

/** Less would be shown as nothing. */
const SHOWN_FROM = 0.05

/** Nothing for what nobody wants. */
export function Rank({ unit: { decision }, wanted }: RankProps) {
  if (decision === null || decision.rank === null) return null
  const counted = decision.score.filter(({ points }) => Math.abs(points) >= SHOWN_FROM)
  return (
    <Part title={whyText.rank} aside={whyText.rankOf(decision.rank, wanted)}>
      <Facts facts={counted.map(({ name, points }) => [name, whyText.points(points)])} />
    </Part>
  )
}

/** What it is measured against. */
export function Room({ unit: { limits } }: Pick<RankProps, 'unit'>) {
  const rows = [
    [whyText.need, limits.needBytes],
    [whyText.free, limits.freeBytes],
    [whyText.floor, limits.floorBytes],
    [whyText.ours, limits.ownedBytes],
    [whyText.budget, limits.budgetBytes]
  ] as const
  const known = rows.flatMap(([name, bytes]) => (bytes === null ? [] : [[name, sizeText(bytes)] as const]))
  return (
    <Part title={whyText.room}>
      <Facts facts={known} />
    </Part>
  )
}
