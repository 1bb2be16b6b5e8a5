/** Why plays did not come from the pool: how often each reason, and the newest of them with their titles. */
import type { Insight } from '@pcu/contract'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Title } from '../../ui/name.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { count, momentText } from '../../ui/words/numbers.ts'
import { Bars } from './bars.tsx'
import { Figure, Table } from './figure.tsx'
import classes from './misses.module.css'
import { insightText } from './text.ts'

const text = insightText.misses

/** The card; says so when nothing was missed. */
export function Misses({ insight }: { readonly insight: Insight }) {
  const { misses, array, pool } = insight.plays
  const [first] = misses
  if (first === undefined)
    return (
      <Card title={text.title}>
        <Empty sentence={pool > 0 ? text.none : text.nonePlayed} />
      </Card>
    )
  return (
    <Figure
      title={text.title}
      sentences={[text.sum(array, text.names[first.reason])]}
      table={{
        columns: [text.reason, text.plays],
        rows: misses.map(({ reason, plays }) => ({ key: reason, cells: [text.names[reason], count(plays)] }))
      }}
    >
      <Bars
        rows={misses.map(({ reason, plays }) => ({
          key: reason,
          name: text.names[reason],
          about: text.about[reason],
          value: count(plays),
          share: plays / first.plays
        }))}
      />
      <Newest insight={insight} />
    </Figure>
  )
}

function Newest({ insight: { missed, timeZone } }: { readonly insight: Insight }) {
  return (
    <div className={classes.newest}>
      <h3>{text.newest}</h3>
      <Table
        title={text.newest}
        table={{
          columns: [text.title_, text.person, text.reason, insightText.time, text.disk],
          rows: missed.map(({ at, ratingKey, title, person, reason, disk }) => ({
            key: `${at} ${ratingKey} ${person}`,
            cells: [
              <div key="why" className={classes.title}>
                <Title text={title} />
                <WhyLink ask={`key:${ratingKey}`} title={title} />
              </div>,
              <bdi key="who">{person}</bdi>,
              text.names[reason],
              momentText(at, timeZone),
              insightText.disks.states[disk]
            ]
          }))
        }}
      />
    </div>
  )
}
