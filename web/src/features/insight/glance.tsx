/** The last week in a few sentences, on the dashboard. */
import type { PlayTally } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { insightQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { CardLink } from '../../ui/page/card-link.tsx'
import classes from './glance.module.css'
import { otherOf, glanceText as text, weekSentences } from './words.ts'

const WEEK = 7

/** The card; the page holds the rest. */
export function Glance() {
  const query = useQuery(insightQuery(WEEK))
  return (
    <Card title={text.title} controls={<CardLink to="/insight">{text.all}</CardLink>}>
      <Loaded query={query} lines={2}>
        {({ week }) =>
          week.plays === 0 ? (
            <Empty sentence={text.none}>
              <p>{text.noneMore}</p>
            </Empty>
          ) : (
            <Week week={week} />
          )
        }
      </Loaded>
    </Card>
  )
}

function Week({ week }: { readonly week: PlayTally }) {
  return (
    <div className={classes.week}>
      <p className={classes.sentence}>{weekSentences(week).join(' ')}</p>
      <PlayBar tally={week} />
    </div>
  )
}

/** Where plays came from, as lengths and in numbers. */
export function PlayBar({ tally }: { readonly tally: PlayTally }) {
  const parts = [
    { kind: 'pool', plays: tally.pool },
    { kind: 'array', plays: tally.array },
    { kind: 'other', plays: otherOf(tally) }
  ] as const
  const shown = parts.filter(({ kind, plays }) => plays > 0 || kind !== 'other')
  const spoken = shown.map(({ kind, plays }) => `${text.parts[kind]}: ${plays}`).join(', ')
  return (
    <div className={classes.figure}>
      <div className={classes.bar} role="img" aria-label={spoken}>
        {shown.map(({ kind, plays }) =>
          plays === 0 ? null : <div key={kind} className={classes.part} data-kind={kind} style={{ flexGrow: plays }} />
        )}
      </div>
      <ul className={classes.legend}>
        {shown.map(({ kind, plays }) => (
          <li key={kind}>
            <span className={classes.swatch} data-kind={kind} aria-hidden="true" />
            {text.parts[kind]} <strong>{plays}</strong>
          </li>
        ))}
      </ul>
    </div>
  )
}
