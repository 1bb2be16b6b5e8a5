/** Listening to what is played: the switch, who watches now, what is on its way because of it, and what it brought. */
import { Switch } from '@mantine/core'
import type { WatcherStatus } from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tell } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys, watcherQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Title } from '../../ui/name.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ExactTime, Since } from '../../ui/time/moment.tsx'
import { count, durationText } from '../../ui/words/numbers.ts'
import { watcherText as text } from './text.ts'
import classes from './watcher.module.css'

/** The card of the watcher. */
export function Watcher() {
  const query = useQuery(watcherQuery)
  return (
    <Card title={text.title}>
      <Loaded query={query} lines={3}>
        {(watcher) => (
          <div className={classes.body}>
            <Listening watcher={watcher} />
            <Sessions watcher={watcher} />
            <Queue watcher={watcher} />
            <Statistics watcher={watcher} />
          </div>
        )}
      </Loaded>
    </Card>
  )
}

interface PartProps {
  readonly watcher: WatcherStatus
}

function Listening({ watcher }: PartProps) {
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: (on: boolean) => (on ? tell('startWatcher', {}) : tell('stopWatcher', {})),
    onSettled: () => client.invalidateQueries({ queryKey: keys.watcher })
  })
  const isOn = sending.isPending ? sending.variables : watcher.enabled
  return (
    <div className={classes.list}>
      <Switch
        label={text.on}
        checked={isOn}
        disabled={sending.isPending}
        onChange={(event) => sending.mutate(event.currentTarget.checked)}
      />
      <p className={classes.soft}>
        <bdi>{watcher.sentence}</bdi>
      </p>
      {sending.error === null ? null : (
        <Notice tone="bad" sentence={text.refused} more={[sending.error.message]} dismiss={sending.reset} />
      )}
    </div>
  )
}

function Sessions({ watcher }: PartProps) {
  return (
    <div className={classes.part}>
      <h3>{text.sessions}</h3>
      {watcher.sessions.length === 0 ? <p className={classes.soft}>{text.nobody}</p> : null}
      <ul className={classes.list}>
        {watcher.sessions.map(({ person, title, startedAt, percent, tier, isCounted }) => (
          <li key={`${person} ${title} ${startedAt}`}>
            <Title text={title} />
            <p className={classes.soft}>
              <bdi>{person}</bdi> · {text.tier[tier]}
              {percent === null ? '' : ` · ${text.percent(percent)}`}
              {isCounted ? '' : ` · ${text.notCounted}`} · <Since at={startedAt} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Queue({ watcher }: PartProps) {
  return (
    <div className={classes.part}>
      <h3>{text.queue}</h3>
      {watcher.queue.length === 0 ? <p className={classes.soft}>{text.queueEmpty}</p> : null}
      <ul className={classes.list}>
        {watcher.queue.map(({ unit, title, people, state, because }) => (
          <li key={unit}>
            <Title text={title} />
            <p className={classes.soft}>
              {text.states[state]} · <bdi>{people.join(', ')}</bdi>
            </p>
            {because === null ? null : (
              <p className={classes.soft}>
                <bdi>{because}</bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Statistics({ watcher: { statistics } }: PartProps) {
  const average = statistics.averageToCachedMs
  const facts = [
    [text.watches, count(statistics.watches)],
    [text.alreadyThere, count(statistics.alreadyThere)],
    [text.cached, count(statistics.cached)],
    [text.returned, count(statistics.returned)],
    [text.postponed, count(statistics.postponed)],
    [text.failures, count(statistics.failures)],
    [text.average, average === null ? text.notYet : durationText(average)]
  ]
  return (
    <div className={classes.part}>
      <p className={classes.soft}>
        {text.statistics} <ExactTime at={statistics.since} />
      </p>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
