/** One line for each key of a program. */
import { Button } from '@mantine/core'
import type { ApiKey } from '@pcu/contract'
import { Empty } from '../../../ui/empty.tsx'
import { Since } from '../../../ui/time/moment.tsx'
import classes from './sessions.module.css'
import { sessionsText } from './text.ts'

const text = sessionsText.keys

interface RowsProps {
  readonly all: readonly ApiKey[]
  readonly busy: boolean
  readonly revoke: (key: ApiKey) => void
}

/** The rows, or what to do where there are none. */
export function KeyRows({ all, busy, revoke }: RowsProps) {
  if (all.length === 0)
    return (
      <Empty sentence={text.none}>
        <p>{text.noneNext}</p>
      </Empty>
    )
  return (
    <ul>
      {all.map((key) => (
        <li key={key.id} className={classes.row}>
          <div className={classes.what}>
            <p className={classes.name}>
              <bdi>{key.name}</bdi>
            </p>
            <p className={classes.soft}>{text.scopes[key.scope]}</p>
            <p className={classes.soft}>
              {text.made} <Since at={key.madeAt} /> ·{' '}
              {key.usedAt === null ? (
                text.never
              ) : (
                <>
                  {text.used} <Since at={key.usedAt} />
                </>
              )}
            </p>
          </div>
          <Button
            size="sm"
            variant="default"
            aria-label={text.revokeOf(key.name)}
            disabled={busy}
            onClick={() => revoke(key)}
          >
            {text.revoke}
          </Button>
        </li>
      ))}
    </ul>
  )
}
