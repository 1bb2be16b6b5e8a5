/** What was played and what the watcher did, and what goes home when. */
import type { PlayRecord, Removal } from '@pcu/contract'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { playsQuery, removalsQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Title } from '../../ui/name.tsx'
import { usePages } from '../../ui/pager.tsx'
import { Since, Until } from '../../ui/time/moment.tsx'
import { durationText } from '../../ui/words/numbers.ts'
import { watcherText as text } from './text.ts'
import classes from './watcher.module.css'

const PAGE = 10

/** The card of plays. */
export function Plays() {
  const query = useQuery(playsQuery)
  return (
    <Card title={text.history}>
      <Loaded query={query} lines={3}>
        {({ plays }) => (plays.length === 0 ? <Empty sentence={text.historyNone} /> : <PlayRows plays={plays} />)}
      </Loaded>
    </Card>
  )
}

function PlayRows({ plays }: { readonly plays: readonly PlayRecord[] }) {
  const { rows, pager } = usePages(plays, PAGE)
  return (
    <>
      <ul>
        {rows.map(({ id, title, person, startedAt, endedAt, watchedMs, tier, sentence }) => (
          <li key={id} className={classes.row}>
            <Title text={title} />
            <Since at={startedAt} />
            <p className={classes.wide}>
              <bdi>{person}</bdi> · {text.tier[tier]} ·{' '}
              {endedAt === null ? text.stillPlaying : text.ended(durationText(watchedMs))}
            </p>
            <p className={classes.wide}>
              <bdi>{sentence}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {pager}
    </>
  )
}

/** The card of removal timers. */
export function Removals() {
  const query = useQuery(removalsQuery)
  return (
    <Card title={text.removals}>
      <Loaded query={query} lines={2}>
        {({ removals }) =>
          removals.length === 0 ? <Empty sentence={text.removalsNone} /> : <RemovalRows removals={removals} />
        }
      </Loaded>
    </Card>
  )
}

function RemovalRows({ removals }: { readonly removals: readonly Removal[] }) {
  const { rows, pager } = usePages(removals, PAGE)
  return (
    <>
      <ul>
        {rows.map(({ unit, title, state, dueAt, because, nextCheckAt }) => (
          <li key={unit} className={classes.row}>
            <Title text={title} />
            <span>
              {text.removalStates[state]} {state === 'waiting' && dueAt !== null ? <Until at={dueAt} /> : null}
              {state === 'postponed' && nextCheckAt !== null ? (
                <>
                  · {text.looksAgain} <Until at={nextCheckAt} />
                </>
              ) : null}
            </span>
            {because.map((sentence) => (
              <p key={sentence} className={classes.wide}>
                <bdi>{sentence}</bdi>
              </p>
            ))}
          </li>
        ))}
      </ul>
      {pager}
    </>
  )
}
