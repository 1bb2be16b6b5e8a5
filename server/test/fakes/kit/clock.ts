/** The virtual clock of the simulated services: time stands still until a test advances it, or runs at a factor of real time. */

export interface VirtualClock {
  /** Epoch ms. */
  now(): number
  /** Moves time forward and runs every timer that falls due, in order of time. */
  advance(ms: number): void
  /** Runs `act` once when `delayMs` have passed; returns how to cancel. */
  after(delayMs: number, act: () => void): () => void
  /** Lets time run at `factor` times real time until the returned function is called. */
  run(factor: number): () => void
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly act: () => void
}

/** 2026-03-06T18:00:00Z, a Friday evening: the same for every test, so that no answer depends on the day it is made. */
const fridayEvening = 1_772_820_000_000

const TICK_MS = 50

export function createVirtualClock(startAt: number = fridayEvening): VirtualClock {
  let now = startAt
  let order = 0
  const timers = new Set<Timer>()

  function earliest(until: number): Timer | undefined {
    let best: Timer | undefined
    for (const timer of timers) {
      if (timer.at > until) continue
      if (best === undefined || timer.at < best.at || (timer.at === best.at && timer.order < best.order)) best = timer
    }
    return best
  }

  function advance(ms: number): void {
    const until = now + ms
    for (let due = earliest(until); due !== undefined; due = earliest(until)) {
      timers.delete(due)
      now = Math.max(now, due.at)
      due.act()
    }
    now = until
  }

  function after(delayMs: number, act: () => void): () => void {
    const timer = { at: now + delayMs, order: order++, act }
    timers.add(timer)
    return () => timers.delete(timer)
  }

  function run(factor: number): () => void {
    let last = performance.now()
    const ticker = setInterval(() => {
      const current = performance.now()
      advance((current - last) * factor)
      last = current
    }, TICK_MS)
    ticker.unref()
    return () => clearInterval(ticker)
  }

  return { now: () => now, advance, after, run }
}

/** The clock's time as Plex writes it, epoch seconds. */
export function nowSeconds(clock: VirtualClock): number {
  return Math.floor(clock.now() / 1000)
}
