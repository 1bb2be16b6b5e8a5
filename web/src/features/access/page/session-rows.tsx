/** One line for each browser that is logged in. */
import { Button } from '@mantine/core'
import type { Session } from '@pcu/contract'
import { useAccess } from '../../../api/use-access.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Since, Until } from '../../../ui/time/moment.tsx'
import { agentOf } from './agent.ts'
import classes from './sessions.module.css'
import { sessionsText } from './text.ts'

const text = sessionsText.sessions

interface RowsProps {
  readonly sessions: readonly Session[]
  readonly busy: boolean
  readonly end: (id: number) => void
}

/** The rows, or why there are none. */
export function SessionRows({ sessions, busy, end }: RowsProps) {
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
