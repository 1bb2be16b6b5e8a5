/** Timer, Plex alert, button, command: at most one run at a time. What is asked for during a run waits and becomes one more run. */
import { type Run, wordTrigger } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { Bus } from './bus.ts'
import { isAsked } from './run/asked.ts'
import type { RunRequest } from './run-deps.ts'
import { createReins, type Reins, type RunControl } from './traffic/reins.ts'

/** How the schedule behaves. */
export interface ScheduleOptions {
  readonly clock: Clock
  readonly bus: Bus
  /** Runs once; must not throw for failures of the world. */
  readonly run: (request: RunRequest, control: RunControl) => Promise<Run>
  /** Hears of bugs: a run that threw. The daemon goes on. */
  readonly onBug: (thrown: unknown) => void
  readonly dryRunOnly: boolean
  /** Why a run must not begin; asked when it is asked for and again when its turn comes. */
  readonly objection: (request: RunRequest) => string | undefined
  /** The run under way in words, as a part of a sentence; undefined before it has its number. */
  readonly underWay: () => string | undefined
  /** Until told otherwise; 0 = no timer. */
  readonly intervalMs: number
}

/** The answer to a request for a run. */
export interface Acceptance {
  readonly accepted: boolean
  readonly sentence: string
}

/** When a run stops: now, or after the files that are under way. */
export type StopAfter = 'now' | 'file'

/** Starts runs. */
export interface Schedule {
  request(request: RunRequest): Acceptance
  /** Stops the run under way, at once or when the moves under way have ended; drops what waits. */
  stop(after?: StopAfter): Acceptance
  /** Holds the run under way up, copies included, until it is resumed or stopped. */
  pause(): Acceptance
  resume(): Acceptance
  /**
   * Lets a run that follows Plex end after the moves under way, and the next one begin, which goes on with what is left. False when nothing runs, or what runs is
   * not to be cut short: somebody holds it, or everything goes home.
   */
  makeWay(): boolean
  /** Plex has news: a person who presses play is answered at once, everything else may come in a burst. */
  nudge(urgency: 'now' | 'soon'): void
  startTimer(): void
  /** Begins the timer anew with another interval, milliseconds; 0 = no timer. */
  every(intervalMs: number): void
  nextRunAt(): number | undefined
  /** Whether a run is under way. */
  isRunning(): boolean
  /** Waits until nothing runs and nothing waits. */
  idle(): Promise<void>
  /** Stops the run under way and takes no more. */
  close(): Promise<void>
}

/** Alerts come in bursts: a stop is sent twice and is followed by the library's own news. */
const settleMs = 2000
/** News that never ends, as from a long scan, must not put a run off for ever. */
const mostSettlingMs = 15_000

const followPlex = (trigger: 'plex' | 'schedule'): RunRequest => ({ trigger, dryRun: false, goal: 'follow-plex' })

/** What a person is told who asks for a run during another one. */
const refusal = (run: string): Acceptance => ({
  accepted: false,
  sentence: `Refused: ${run}. Stop it first or wait until it is done.`
})

const nothingRuns: Acceptance = { accepted: false, sentence: 'Nothing is running.' }

interface Current {
  readonly reins: Reins
  readonly done: Promise<void>
  readonly request: RunRequest
}

/** What may be held: the run under way, and the one that waits. */
interface Held {
  current(): Current | undefined
  wait(asked: RunRequest | undefined): void
  isAwaited(): boolean
}

/** A person's plan is done as it was shown, and everything goes home without a break; a dry run is over in a moment. */
const mayBeCutShort = ({ goal, dryRun, reviewed, only }: RunRequest): boolean =>
  goal === 'follow-plex' && !dryRun && reviewed === undefined && only === undefined

/** The ways in which the run under way is held. */
const createHolds = (bus: Bus, lane: Held): Pick<Schedule, 'stop' | 'pause' | 'resume' | 'makeWay'> => ({
  stop: (after = 'now') => {
    lane.wait(undefined)
    const current = lane.current()
    if (current === undefined) return nothingRuns
    if (after === 'now') {
      current.reins.stop()
      return { accepted: true, sentence: 'Stopping; what is half copied is taken back.' }
    }
    current.reins.endAfterMoves()
    bus.publish({ type: 'run.ending' })
    return { accepted: true, sentence: 'Stopping when the titles under way have been moved; nothing further begins.' }
  },
  pause: () => {
    const current = lane.current()
    if (current === undefined) return nothingRuns
    if (!current.reins.pause()) return { accepted: true, sentence: 'It is paused already.' }
    bus.publish({ type: 'run.paused' })
    return { accepted: true, sentence: 'Paused; what is half copied waits, and nothing further begins.' }
  },
  resume: () => {
    const current = lane.current()
    if (current === undefined) return nothingRuns
    if (!current.reins.resume()) return { accepted: false, sentence: 'It is not paused.' }
    bus.publish({ type: 'run.resumed' })
    return { accepted: true, sentence: 'It goes on.' }
  },
  makeWay: () => {
    const current = lane.current()
    if (current === undefined || !mayBeCutShort(current.request) || !current.reins.makeWay()) return false
    if (!lane.isAwaited()) lane.wait(followPlex('plex'))
    bus.publish({ type: 'run.made-way' })
    return true
  }
})

/** Does one thing after the other: at most one run, and at most one that waits. */
const createLane = (options: ScheduleOptions) => {
  let current: Current | undefined
  let waiting: RunRequest | undefined

  const start = (asked: RunRequest): void => {
    const reins = createReins()
    const request = options.dryRunOnly ? { ...asked, dryRun: true } : asked
    options.bus.publish({ type: 'run.requested', trigger: request.trigger, dryRun: request.dryRun })
    const done = options
      .run(request, reins.control)
      .then(() => undefined, options.onBug)
      .then(() => {
        current = undefined
        const next = waiting
        waiting = undefined
        if (next !== undefined && options.objection(next) === undefined) start(next)
      })
    current = { reins, done, request }
  }

  /** A run that was accepted a moment ago has no number yet. */
  const underWay = ({ trigger }: RunRequest): string =>
    options.underWay() ?? `a run that was asked for ${wordTrigger(trigger)} is about to begin`

  /**
   * What a person did not ask for is no order but news: however often it comes, it means one more run when this one is done, because this one has planned
   * without it. So a timer that rings during a run neither starts a second one nor is lost.
   */
  const wait = (asked: RunRequest, run: string): Acceptance => {
    const sentence = `One more run, asked for ${wordTrigger(asked.trigger)}, begins when this one is done: ${run}.`
    if (waiting === undefined) options.bus.publish({ type: 'run.waits', trigger: asked.trigger, sentence })
    waiting = asked
    return { accepted: true, sentence }
  }

  const lane: Held = {
    current: () => current,
    wait: (asked) => {
      waiting = asked
    },
    isAwaited: () => waiting !== undefined
  }

  return {
    request: (asked: RunRequest): Acceptance => {
      if (current === undefined) {
        start(asked)
        return { accepted: true, sentence: 'Started.' }
      }
      const run = underWay(current.request)
      return isAsked(asked) ? refusal(run) : wait(asked, run)
    },
    ...createHolds(options.bus, lane),
    isRunning: (): boolean => current !== undefined,
    idle: async (): Promise<void> => {
      while (current !== undefined) await current.done
    }
  }
}

/** Makes a schedule; nothing runs before it is asked. */
export const createSchedule = (options: ScheduleOptions): Schedule => {
  const { clock } = options
  const lane = createLane(options)
  let timer: { cancel(): void } | undefined
  let settling: { readonly since: number; cancel(): void } | undefined
  let nextAt: number | undefined
  let closed = false
  let { intervalMs } = options

  const request = (asked: RunRequest): Acceptance => {
    if (closed) return { accepted: false, sentence: 'Refused: the program is shutting down.' }
    const objection = options.objection(asked)
    return objection === undefined ? lane.request(asked) : { accepted: false, sentence: objection }
  }

  const tick = (): void => {
    nextAt = clock.now() + intervalMs
    timer = clock.after(intervalMs, () => {
      request(followPlex('schedule'))
      tick()
    })
  }

  const startTimer = (): void => {
    if (intervalMs > 0) tick()
  }

  return {
    request,
    stop: lane.stop,
    pause: lane.pause,
    resume: lane.resume,
    nudge: (urgency) => {
      if (closed) return
      settling?.cancel()
      const since = settling?.since ?? clock.now()
      const patience = since + mostSettlingMs - clock.now()
      const waitMs = urgency === 'now' ? 0 : Math.max(0, Math.min(settleMs, patience))
      const { cancel } = clock.after(waitMs, () => {
        settling = undefined
        request(followPlex('plex'))
      })
      settling = { since, cancel }
    },
    startTimer,
    every: (given) => {
      timer?.cancel()
      timer = undefined
      nextAt = undefined
      intervalMs = given
      if (!closed) startTimer()
    },
    nextRunAt: () => (options.objection(followPlex('schedule')) === undefined ? nextAt : undefined),
    makeWay: lane.makeWay,
    isRunning: lane.isRunning,
    idle: lane.idle,
    close: async () => {
      closed = true
      timer?.cancel()
      settling?.cancel()
      lane.stop()
      await lane.idle()
    }
  }
}
