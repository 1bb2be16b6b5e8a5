/** What comes and leaves in the days ahead, as the newest plan knows it. */
import { useQuery } from '@tanstack/react-query'
import { use } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { latestPlanQuery } from '../../api/queries.ts'
import { useStatus } from '../../live/live.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Title } from '../../ui/name.tsx'
import { usePages } from '../../ui/pager.tsx'
import { useServerNow } from '../../ui/time/clock.ts'
import { ExactTime } from '../../ui/time/moment.tsx'
import { ZoneContext } from '../../ui/time/zone.ts'
import { dayAhead, sizeText, timeText } from '../../ui/words/numbers.ts'
import classes from './calendar.module.css'
import { daysOf, type Entry, entriesOf } from './days.ts'
import { calendarText as text } from './text.ts'

const MINUTE_MS = 60_000
const PAGE = 20

/** The card of the calendar. */
export function Calendar() {
  const query = useQuery(latestPlanQuery)
  const now = useServerNow(MINUTE_MS)
  return (
    <Card title={text.title}>
      <NextRun />
      <Loaded query={query} lines={3}>
        {(plan) =>
          plan === null ? (
            <Empty sentence={text.noPlan} />
          ) : (
            <Days entries={entriesOf(plan.decisions, now)} today={now} />
          )
        }
      </Loaded>
    </Card>
  )
}

function NextRun() {
  const { data: nextRunAt } = useStatus((status) => status.nextRunAt)
  if (nextRunAt === undefined) return null
  if (nextRunAt === null) return <p className={classes.next}>{text.noRun}</p>
  return (
    <p className={classes.next}>
      {text.nextRun}: <ExactTime at={nextRunAt} />
    </p>
  )
}

interface DaysProps {
  readonly entries: readonly Entry[]
  readonly today: number
}

/** Paged: after weeks without a run everything may leave on one day. */
function Days({ entries, today }: DaysProps) {
  const zone = use(ZoneContext)
  const { rows, pager } = usePages(entries, PAGE)
  if (entries.length === 0)
    return (
      <Empty sentence={text.none}>
        <p>{text.noneMore}</p>
      </Empty>
    )
  return (
    <>
      {daysOf(rows, zone).map(({ day, entries: own }) => (
        <OneDay key={day} entries={own} today={today} />
      ))}
      {pager}
    </>
  )
}

function OneDay({ entries, today }: DaysProps) {
  const zone = use(ZoneContext)
  const [first] = entries
  if (first === undefined) return null
  return (
    <div className={classes.day}>
      <h3>{dayAhead(first.at, { today, timeZone: zone })}</h3>
      <ul>
        {entries.map(({ unit, title, way, at, sentence, sizeBytes }) => (
          <li key={unit} className={classes.row} data-way={way}>
            <span className={classes.time}>
              {text.from(timeText(at, zone))} <span className={classes.way}>{text.ways[way]}</span>
            </span>
            <Title text={title} />
            <span className={classes.size}>{sizeBytes === null ? null : sizeText(sizeBytes)}</span>
            <p className={classes.sentence}>
              <bdi>{sentence}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
