/** What is said of a run under way to whoever asks for another one: which it is, since when, who asked for it, and how far it is. */
import { formatTime, type Run, wordTrigger } from '@pcu/contract'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { HeldRun, Holding } from '#ports/store.ts'

/** The moment and zone in which it is said. */
export interface Saying {
  readonly now: number
  readonly timeZone: string
}

/** "20:14", or "2026-11-21 20:14" when that was another day. */
const timeOfDay = (at: number, { now, timeZone }: Saying): string => {
  const told = formatTime(at, timeZone)
  const [day, time] = [told.slice(0, 10), told.slice(11)]
  return day === formatTime(now, timeZone).slice(0, 10) ? time : told
}

const endedOf = ({ done }: Run): number =>
  [done.promoted, done.evicted, done.mended, done.failed, done.stoodBack].reduce((sum, { units }) => sum + units, 0)

const ways = { in: 'to the pool', out: 'home', mend: 'being put in order' } as const

/** What the run of this program is doing. */
const stageOf = (run: Run, live: Pick<LiveState, 'moves' | 'isPlanned' | 'pausedSince'>): string => {
  const paused = live.pausedSince() === undefined ? '' : 'paused; '
  if (!live.isPlanned()) return `${paused}asking Plex and making the plan`
  const total = run.planned.promote.units + run.planned.evict.units
  const [move] = live.moves()
  const now = move === undefined ? '' : `, now ${move.title} ${ways[move.direction]}`
  return `${paused}${endedOf(run)} of ${total} moved${now}`
}

/** The run of this program, as it is told to others; undefined when none is under way. */
export const runUnderWay = (
  live: Pick<LiveState, 'currentRun' | 'moves' | 'isPlanned' | 'pausedSince'>
): HeldRun | undefined => {
  const run = live.currentRun()
  if (run === undefined) return undefined
  const { id, trigger, dryRun, startedAt } = run
  return { id, trigger, dryRun, startedAt, stage: stageOf(run, live) }
}

/** "run 41, started 20:14 by the schedule, is under way (3 of 12 moved, now Alpha home)" */
const wordRun = ({ id, trigger, dryRun, startedAt, stage }: HeldRun, saying: Saying): string => {
  const name = dryRun ? `dry run ${id}` : `run ${id}`
  return `${name}, started ${timeOfDay(startedAt, saying)} ${wordTrigger(trigger)}, is under way (${stage})`
}

/** The run of this program in words; undefined when none is under way, or it has no number yet. */
export const tellUnderWay = (live: Parameters<typeof runUnderWay>[0], saying: Saying): string | undefined => {
  const run = runUnderWay(live)
  return run === undefined ? undefined : wordRun(run, saying)
}

const programs = { server: 'a server', command: 'a command' } as const

/** Why a program that found the data folder taken does nothing. */
export const wordHolding = ({ program, since, run }: Holding, folder: string, saying: Saying): string => {
  const who = `${programs[program]} has had the data folder ${folder} since ${timeOfDay(since, saying)}`
  if (run !== undefined) return `Refused: ${wordRun(run, saying)}; ${who}.`
  return `Refused: ${who}; no run is under way there.`
}
