/** Reads lists when they are due while the program runs by itself, and asks for a run when something came or went. */
import type { Clock } from '#ports/clock.ts'
import type { Follower } from './follow.ts'
import type { ListReader } from './reader.ts'

/** What watching needs. */
export interface MonitorDeps {
  readonly follower: Pick<Follower, 'all' | 'read'>
  readonly reader: Pick<ListReader, 'dueAt'>
  readonly clock: Clock
  /** TRAKT_CHECK_INTERVAL, milliseconds. */
  readonly intervalMs: number
  /** Something came or went. */
  readonly changed: () => void
  readonly onBug: (thrown: unknown) => void
}

/** Watches from its start until it is closed. */
export interface Monitor {
  start(): void
  /** Reads every list at once, also within its interval; how many answered. */
  readAll(when: 'due' | 'now'): Promise<{ readonly asked: number; readonly answered: number }>
  close(): void
}

/** Never more often than this, milliseconds, whatever is due. */
const leastMs = 1000

/** Asks nothing before it is started. */
export const createMonitor = ({ follower, reader, clock, intervalMs, changed, onBug }: MonitorDeps): Monitor => {
  let timer: { cancel(): void } | undefined
  let isOn = false

  const readAll: Monitor['readAll'] = async (when) => {
    const lists = await follower.all()
    const readings = await Promise.all(lists.map((tracked) => follower.read(tracked, when)))
    if (readings.some(({ change }) => change !== undefined)) changed()
    return { asked: lists.length, answered: readings.filter(({ answer }) => answer.kind === 'fresh').length }
  }

  const waitMs = async (): Promise<number> => {
    const due = await Promise.all((await follower.all()).map(reader.dueAt))
    const soonest = due.length === 0 ? intervalMs : Math.min(...due) - clock.now()
    return Math.min(intervalMs, Math.max(leastMs, soonest))
  }

  const arm = async (): Promise<void> => {
    const ms = await waitMs()
    if (isOn) timer = clock.after(ms, () => void tick())
  }

  const tick = async (): Promise<void> => {
    try {
      await readAll('due')
      await arm()
    } catch (thrown) {
      if (isOn) onBug(thrown)
    }
  }

  return {
    readAll,
    start: () => {
      isOn = true
      void tick()
    },
    close: () => {
      isOn = false
      timer?.cancel()
    }
  }
}
