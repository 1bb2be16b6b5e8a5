/** The first thing to see: is everything fine, what can be done, how full is the pool. */
import type { Status } from '@pcu/contract'
import { Loaded } from '../../api/loaded.tsx'
import { useStatus } from '../../live/live.ts'
import { FailsAlone } from '../../ui/fails-alone.tsx'
import { Actions } from './actions.tsx'
import { Facts } from './facts.tsx'
import classes from './hero.module.css'
import { PoolMeter } from './pool-meter.tsx'

/** The parts of the status that the hero shows. */
export type HeroPart = ReturnType<typeof heroPart>

const heroPart = (status: Status) => ({
  sentence: status.sentence,
  plex: status.plex,
  mode: status.mode,
  pool: status.pool,
  cached: status.cached,
  currentRun: status.currentRun,
  lastRun: status.lastRun,
  nextRunAt: status.nextRunAt,
  testMode: status.testMode
})

/** Renders again only when one of its parts changes, not with every byte of progress. */
export function Hero() {
  const query = useStatus(heroPart)
  return (
    <section className={classes.hero} aria-label="Status">
      <FailsAlone>
        <Loaded query={query} lines={4}>
          {(part) => (
            <>
              <div className={classes.head}>
                <h1 className={classes.sentence}>
                  <bdi>{part.sentence}</bdi>
                </h1>
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
