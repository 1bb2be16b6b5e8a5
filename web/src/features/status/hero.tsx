/** The first thing to see: is everything fine, what can be done, how full is the pool. */
import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconHelpCircleFilled
} from '@tabler/icons-react'
import { Loaded } from '../../api/loaded.tsx'
import { connection, useStatus } from '../../live/live.ts'
import { useStore } from '../../live/store.ts'
import { FailsAlone } from '../../ui/fails-alone.tsx'
import { Actions } from './actions.tsx'
import { Facts } from './facts.tsx'
import classes from './hero.module.css'
import { heroPart } from './hero-part.ts'
import { PoolMeter } from './pool-meter.tsx'
import { statusText } from './text.ts'
import type { Tone } from './tone.ts'

const icons: Record<Tone | 'unknown', typeof IconCircleCheckFilled> = {
  good: IconCircleCheckFilled,
  warn: IconAlertTriangleFilled,
  bad: IconAlertCircleFilled,
  unknown: IconHelpCircleFilled
}

/** Renders again only when one of its parts changes, not with every byte of progress. */
export function Hero() {
  const query = useStatus(heroPart)
  const { state } = useStore(connection)
  return (
    <section className={classes.hero} aria-label={statusText.hero}>
      {query.data === undefined ? (
        <div className={classes.waiting}>
          <h1 className="hidden-text">{statusText.name}</h1>
        </div>
      ) : null}
      <FailsAlone>
        <Loaded query={query} lines={4}>
          {(part) => (
            <>
              <div className={classes.head}>
                <Sentence sentence={part.sentence} tone={state === 'lost' ? 'unknown' : part.tone} />
                <Actions part={part} />
              </div>
              <PoolMeter pool={part.pool} />
              <Facts {...part} />
            </>
          )}
        </Loaded>
      </FailsAlone>
    </section>
  )
}

function Sentence({ sentence, tone }: { readonly sentence: string; readonly tone: Tone | 'unknown' }) {
  const Icon = icons[tone]
  return (
    <div className={classes.top} data-tone={tone}>
      <Icon className={classes.icon} size={28} aria-hidden="true" />
      <h1 className={classes.sentence}>
        <bdi>{sentence}</bdi>
      </h1>
    </div>
  )
}
