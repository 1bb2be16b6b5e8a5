/** Rest after everything was brought home: nothing is cached by itself again until a person asks for a run, or the next timer would undo the way out. */
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import { isAsked } from './run/asked.ts'
import type { RunRequest } from './run-deps.ts'
import type { Problems } from './tell/problems.ts'

const memoryName = 'engine.resting-since'

const sentence =
  'Everything was brought home because somebody asked for it, so nothing is cached by itself. "Run now" on the page or "pcu run" begins again.'

/** What rest needs. */
export interface RestDeps {
  readonly memory: Memory
  readonly clock: Clock
  readonly problems: Problems
}

/** Whether the program keeps its hands still. Remembered over restarts. */
export interface Rest {
  /** Reads what was left; before the first run. */
  load(): Promise<void>
  /** Why this run must not begin; undefined when it may. */
  objection(request: RunRequest): string | undefined
  /** Begins or ends the rest, durably, before the run that was asked for does anything. */
  entering(request: RunRequest): Promise<void>
}

/** Awake until it was told otherwise. */
export const createRest = ({ memory, clock, problems }: RestDeps): Rest => {
  let resting = false

  const become = (now: boolean): void => {
    resting = now
    problems.report('engine.rest', resting ? [{ id: 'engine.rest', severity: 'info', sentence, setting: null }] : [])
  }

  const set = async (now: boolean): Promise<void> => {
    if (now === resting) return
    await memory.set(memoryName, now ? String(clock.now()) : '')
    become(now)
  }

  return {
    load: async () => become(((await memory.get(memoryName)) ?? '') !== ''),
    objection: (request) => (resting && !isAsked(request) ? sentence : undefined),
    entering: async (request) => {
      if (request.dryRun || request.only !== undefined) return
      if (request.goal === 'restore-all') await set(true)
      else if (isAsked(request)) await set(false)
    }
  }
}
