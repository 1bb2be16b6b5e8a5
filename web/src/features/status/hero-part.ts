/** What the hero needs to know of the whole status. */
import { type Status, welcomeProblem } from '@pcu/contract'
import { toneOf } from './tone.ts'

/** The parts of the status that the hero shows. */
export type HeroPart = ReturnType<typeof heroPart>

/** Takes the parts out of the status. */
export const heroPart = (status: Status) => ({
  sentence: status.sentence,
  plex: status.plex,
  mode: status.mode,
  pool: status.pool,
  cached: status.cached,
  currentRun: status.currentRun,
  paused: status.pausedSince !== null,
  lastRun: status.lastRun,
  nextRunAt: status.nextRunAt,
  testMode: status.testMode,
  isSetUp: !status.problems.some(({ id }) => id === welcomeProblem),
  tone: toneOf(status)
})
