/** The lines in their box: it stays at the newest one until somebody scrolls up, and says how many came meanwhile. */
import { Button } from '@mantine/core'
import type { LogPage } from '@pcu/contract'
import { IconArrowDown } from '@tabler/icons-react'
import { use, useLayoutEffect, useRef, useState } from 'react'
import { ZoneContext } from '../../ui/time/zone.ts'
import { dayText } from '../../ui/words/numbers.ts'
import type { Filters } from './filters.ts'
import { Line } from './line.tsx'
import classes from './logs.module.css'
import { logsText as text } from './text.ts'

const ICON = 16
/** So near to the end counts as its end. */
const NEAR_PX = 24

interface LinesProps {
  readonly page: LogPage
  readonly isFollowed: boolean
  readonly follow: (is: boolean) => void
  readonly narrow: (part: Partial<Filters>) => void
  readonly older: { readonly isAsked: boolean; readonly ask: () => void }
}

/** Only what a person does lets go: lines that come or are taken away move the box, too, but never upwards. */
export function Lines({ page, isFollowed, follow, narrow, older }: LinesProps) {
  const { lines, more } = page
  const zone = use(ZoneContext)
  const box = useRef<HTMLElement>(null)
  const height = useRef({ first: 0, before: 0, top: 0 })
  const [seenId, setSeenId] = useState(page.lastId)
  const first = lines[0]?.id ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured follows from the lines
  useLayoutEffect(() => {
    const scroller = box.current
    if (scroller === null) return
    const known = height.current
    // Older lines push the others down: what was in sight stays there.
    if (!isFollowed && first < known.first) scroller.scrollTop += scroller.scrollHeight - known.before
    if (isFollowed) scroller.scrollTop = scroller.scrollHeight
    height.current = { first, before: scroller.scrollHeight, top: scroller.scrollTop }
  }, [lines, isFollowed, first])

  const onScroll = () => {
    const scroller = box.current
    if (scroller === null) return
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX
    const isUpwards = scroller.scrollTop < height.current.top
    height.current.top = scroller.scrollTop
    if (isAtEnd && !isFollowed) follow(true)
    if (!isAtEnd && isUpwards && isFollowed) {
      setSeenId(page.lastId)
      follow(false)
    }
  }
  const fresh = isFollowed ? 0 : lines.filter(({ id }) => id > seenId).length
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section ref={box} className={classes.box} aria-label={text.lines} tabIndex={0} onScroll={onScroll}>
        {more ? (
          <div className={classes.older}>
            <Button size="sm" variant="default" loading={older.isAsked} onClick={older.ask}>
              {text.older}
            </Button>
          </div>
        ) : null}
        <Days page={page} zone={zone} narrow={narrow} />
      </section>
      {isFollowed ? null : (
        <Button
          size="sm"
          variant="filled"
          className={classes.fresh ?? ''}
          leftSection={<IconArrowDown size={ICON} aria-hidden="true" />}
          onClick={() => follow(true)}
        >
          {text.fresh(fresh)}
        </Button>
      )}
    </div>
  )
}

function Days({ page, zone, narrow }: { readonly zone: string } & Pick<LinesProps, 'page' | 'narrow'>) {
  const days = Map.groupBy(page.lines, ({ at }) => dayText(at, zone))
  return [...days].map(([day, lines]) => (
    <div key={day}>
      <h3 className={classes.day}>{day}</h3>
      <ol>
        {lines.map((line) => (
          <Line key={line.id} line={line} zone={zone} narrow={narrow} />
        ))}
      </ol>
    </div>
  ))
}
