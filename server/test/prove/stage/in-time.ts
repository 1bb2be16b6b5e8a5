/** Every case has its own deadline: one that never ends is a fault with a name, its last step and what was waited for. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Step } from '#ports/file-system.ts'

/** A case takes milliseconds; on a machine with a hundred other things to do it takes seconds. */
const patienceMs = 120_000

/** Where a case is. */
interface Trail {
  step: string
  waitsFor: string
}

const trails = new AsyncLocalStorage<Trail>()

/** Says what the case waits for from now on. */
export const waitsFor = (what: string): void => {
  const trail = trails.getStore()
  if (trail !== undefined) trail.waitsFor = what
}

/** The same steps, and the case knows how far they are. */
export const traced = (step: Step): Step => {
  return async (name, act) => {
    const trail = trails.getStore()
    if (trail === undefined) return await step(name, act)
    trail.step = `${name}, under way`
    const result = await step(name, act)
    trail.step = `${name}, done`
    return result
  }
}

/**
 * What a case found; one fault more when it did not end in time. Whatever it has open then stays open until the process ends, and the next case goes on.
 *
 * @param ms how long it may take
 */
export const faultsInTime = async (
  find: () => Promise<readonly string[]>,
  ms: number = patienceMs
): Promise<readonly string[]> => {
  const trail: Trail = { step: 'none', waitsFor: 'the move' }
  const over = new AbortController()
  const late = async (): Promise<readonly string[]> => {
    await wait(ms, undefined, { signal: over.signal })
    return [`it hangs: not over after ${ms / 1000} s; last step: ${trail.step}; it waits for ${trail.waitsFor}`]
  }
  const lateness = late()
  lateness.catch(() => undefined)
  try {
    return await Promise.race([trails.run(trail, find), lateness])
  } finally {
    over.abort()
  }
}
