/** The log, live: filters, the lines, and what holds them still. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import type { Filters } from './filters.ts'
import { Lines } from './lines.tsx'
import classes from './logs.module.css'
import { logsText as text } from './text.ts'
import { Toolbar } from './toolbar.tsx'
import { useLog } from './use-log.ts'

interface LogsProps {
  readonly filters: Filters
  /** Writes them into the address; `none` drops all. */
  readonly change: (part: Partial<Filters> | 'none') => void
}

/** The card of the log. */
export function Logs({ filters, change }: LogsProps) {
  const [isFollowed, setFollowed] = useState(true)
  const { query, deepening, paused, pause, goOn, renew } = useLog(filters, isFollowed)
  const follow = (is: boolean) => {
    setFollowed(is)
    if (is && !isFollowed) renew()
  }
  const narrow = (part: Partial<Filters> | 'none') => {
    setFollowed(true)
    change(part)
  }
  const page = query.data
  return (
    <Card title={text.title} aside={page === undefined ? undefined : text.shown(page.lines.length, page.total)}>
      <Toolbar
        filters={filters}
        change={narrow}
        written={page?.level}
        isPaused={paused !== null}
        hold={paused === null ? pause : goOn}
      />
      {paused === null ? null : (
        <p className={classes.held} role="status">
          {text.held(paused)}
        </p>
      )}
      <Loaded query={query} lines={12}>
        {(known) =>
          known.lines.length === 0 ? (
            <Nothing isNarrowed={Object.keys(filters).length > 0} clear={() => narrow('none')} />
          ) : (
            <Lines
              page={known}
              isFollowed={isFollowed}
              follow={follow}
              narrow={narrow}
              older={{ isAsked: deepening.isPending, ask: () => deepening.mutate(known.lines[0]?.id ?? 0) }}
            />
          )
        }
      </Loaded>
    </Card>
  )
}

function Nothing({ isNarrowed, clear }: { readonly isNarrowed: boolean; readonly clear: () => void }) {
  if (!isNarrowed)
    return (
      <Empty sentence={text.empty}>
        <p>{text.emptyNext}</p>
      </Empty>
    )
  return (
    <Empty sentence={text.none}>
      <div className={classes.clearAll}>
        <Button size="sm" variant="default" onClick={clear}>
          {text.clear}
        </Button>
      </div>
    </Empty>
  )
}
