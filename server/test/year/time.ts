/** Time for a program that lives for a year in a minute: it stands still until told, but for the short waits of work under way. */
import type { Clock } from '#ports/clock.ts'
import type { VirtualClock } from '#test/fakes/kit/clock.ts'

/** The program's clock, and how its work is waited for. */
export interface YearTime extends Clock {
  /** Lets short waits pass, and nothing else, until `isDone` and none of them is pending, or `isOver`. */
  settle(isDone: () => boolean, isOver: () => boolean): Promise<void>
}

/** Pauses between requests, news that settles, tries that are repeated; longer waits belong to the day. */
const shortMs = 20_000
/** So much virtual time may pass once the work is done: a line that is being dialled again and again must not make days of it. */
const mostMs = 15 * 60_000

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

/**
 * Time over a virtual clock.
 *
 * @param patienceMs the length of timers by which requests are given up: they stand for a request under way, which is waited for
 */
export const yearTime = (virtual: VirtualClock, patienceMs: number): YearTime => {
  const short = new Map<object, number>()
  let requests = 0

  const after: Clock['after'] = (ms, call) => {
    const timer = {}
    const isPatience = ms === patienceMs
    let isPending = true
    const over = (): void => {
      if (!isPending) return
      isPending = false
      if (isPatience) requests -= 1
      short.delete(timer)
    }
    const cancel = virtual.after(ms, () => {
      over()
      call()
    })
    if (isPatience) requests += 1
    else if (ms <= shortMs) short.set(timer, virtual.now() + ms)
    return {
      cancel: () => {
        over()
        cancel()
      }
    }
  }

  /** To the next short wait, as long as no request is under way. */
  const step = (isWorking: boolean, until: number): void => {
    if (requests > 0 || short.size === 0 || (!isWorking && virtual.now() >= until)) return
    virtual.advance(Math.max(0, Math.min(...short.values()) - virtual.now()))
  }

  const isQuiet = (until: number): boolean => requests === 0 && (short.size === 0 || virtual.now() >= until)

  return {
    // Whole milliseconds, as the clock of a machine tells them.
    now: () => Math.floor(virtual.now()),
    after,
    settle: async (isDone, isOver) => {
      const until = virtual.now() + mostMs
      await tick()
      while (!isOver() && !(isDone() && isQuiet(until))) {
        step(!isDone(), until)
        await tick()
      }
    }
  }
}
