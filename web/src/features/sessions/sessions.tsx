/** The browsers that are logged in, the one that asks among them; each can be logged out. */
import { Button } from '@mantine/core'
import type { Session } from '@pcu/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { remove, tell } from '../../api/client.ts'
import { Loaded } from '../../api/loaded.tsx'
import { keys, sessionsQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Question } from '../../ui/question.tsx'
import { Since, Until } from '../../ui/time/moment.tsx'
import { useAccess } from '../access/use-access.ts'
import { useMay } from '../access/use-may.ts'
import { agentOf } from './agent.ts'
import { NotYours } from './not-yours.tsx'
import { Outcome } from './outcome.tsx'
import classes from './sessions.module.css'
import { sessionsText } from './text.ts'

const text = sessionsText.sessions

type Order = { readonly what: 'one'; readonly id: number } | { readonly what: 'others' }

/** Whoever logs this browser out is at the door afterwards. */
function useEnding() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: Order) =>
      order.what === 'one' ? remove('revokeSession', { id: order.id }) : tell('revokeOtherSessions', {}),
    onSettled: () => Promise.all([keys.sessions, keys.access].map((queryKey) => client.invalidateQueries({ queryKey })))
  })
}

/** The card of sessions. */
export function Sessions() {
  return useMay('admin') ? (
    <Listed />
  ) : (
    <Card title={text.title}>
      <NotYours />
    </Card>
  )
}

function Listed() {
  const query = useQuery(sessionsQuery)
  const ending = useEnding()
  const [asked, setAsked] = useState(false)
  const many = query.data?.sessions.length ?? 0
  const others = query.data?.sessions.filter(({ isThis }) => !isThis).length ?? 0
  return (
    <Card
      title={text.title}
      aside={many === 0 ? undefined : text.count(many)}
      controls={
        others === 0 ? undefined : (
          <Button size="sm" variant="default" onClick={() => setAsked(true)}>
            {text.endOthers}
          </Button>
        )
      }
    >
      <Outcome sent={ending} />
      <Loaded query={query} lines={3}>
        {({ sessions }) => (
          <Rows sessions={sessions} busy={ending.isPending} end={(id) => ending.mutate({ what: 'one', id })} />
        )}
      </Loaded>
      <Question
        title={text.sure}
        opened={asked}
        close={() => setAsked(false)}
        goes={text.goes(others)}
        promises={[text.stays]}
        no={text.no}
        yes={text.endOthers}
        act={() => {
          ending.mutate({ what: 'others' })
          setAsked(false)
        }}
      />
    </Card>
  )
}

interface RowsProps {
  readonly sessions: readonly Session[]
  readonly busy: boolean
  readonly end: (id: number) => void
}

function Rows({ sessions, busy, end }: RowsProps) {
  const { data: access } = useAccess()
  if (sessions.length === 0)
    return (
      <Empty sentence={text.none}>
        <p>{text.modes[access?.mode ?? 'password']}</p>
      </Empty>
    )
  return (
    <ul>
      {sessions.map((session) => (
        <Row key={session.id} session={session} busy={busy} end={() => end(session.id)} />
      ))}
    </ul>
  )
}

const nameOf = ({ browser }: Session): string => text.agent(agentOf(browser)) || browser.slice(0, 60) || text.unknown

interface RowProps {
  readonly session: Session
  readonly busy: boolean
  readonly end: () => void
}

function Row({ session, busy, end }: RowProps) {
  const { address, browser, startedAt, seenAt, endsAt, isThis } = session
  const name = nameOf(session)
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <p className={classes.name} title={browser}>
          <bdi>{name}</bdi>
          {isThis ? <span className={classes.mark}>{text.this}</span> : null}
        </p>
        <p className={classes.soft}>
          {text.from} <bdi>{address}</bdi> · {text.seen} <Since at={seenAt} />
        </p>
        <p className={classes.soft}>
          {text.since} <Since at={startedAt} /> · {text.ends} <Until at={endsAt} />
        </p>
      </div>
      <Button size="sm" variant="default" aria-label={text.endOf(name, address)} disabled={busy} onClick={end}>
        {text.end}
      </Button>
    </li>
  )
}
