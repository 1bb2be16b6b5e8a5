/** A death inside this process: from a step on nothing returns any more, until the case is over and what hung is let go. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Step } from '#ports/file-system.ts'
import { Crash, closeHandle } from '#test/crash/campaign.ts'

/** A step seam that dies, and what a campaign does with it. */
export interface Death {
  readonly step: Step
  /** Steps that were asked for before it died, the deadly one included. */
  count(): number
  /** Runs until it ends or dies; true when it died. Acts that were under way elsewhere have ended then, unheard. */
  watch(act: () => Promise<unknown>): Promise<boolean>
  /** Lets go of everything that hangs, so that handles are closed. Only once nobody looks at the case any more. */
  bury(): Promise<void>
}

/** One act under way, with the act in which it was asked for. */
interface Running {
  readonly around: Running | undefined
  stuck: boolean
}

/**
 * @param at the number of the step that is not done any more, counted from 1; 0: never
 * @param after whether that step is still done, and only its end is not heard
 */
export const createDeath = (at: number, after = false): Death => {
  const current = new AsyncLocalStorage<Running>()
  const hung: ((error: Error) => void)[] = []
  const died = Promise.withResolvers<boolean>()
  let [counted, underWay, dead, buried] = [0, 0, false, false]
  let acting: Promise<unknown> = Promise.resolve()

  const quiet = (): void => {
    if (dead && underWay === 0) died.resolve(true)
  }

  /** Never returns before the burial. Whatever waits for this act does not return either. */
  const hang = (): Promise<never> => {
    for (let one = current.getStore(); one !== undefined && !one.stuck; one = one.around) {
      one.stuck = true
      underWay -= 1
    }
    quiet()
    // Who was slow, or waited for somebody who is let go now, still asks: hanging again, it would hold up its own burial for good.
    if (buried) return Promise.reject(new Crash('the process is dead'))
    return new Promise((_resolve, reject) => hung.push(reject))
  }

  const run = async <T>(act: () => Promise<T>): Promise<T> => {
    const running: Running = { around: current.getStore(), stuck: false }
    underWay += 1
    const over = (): void => {
      if (!running.stuck) underWay -= 1
      running.stuck = true
    }
    try {
      const result = await current.run(running, act)
      over()
      if (!dead) return result
      await closeHandle(result)
    } catch (thrown) {
      over()
      if (!dead) throw thrown
    }
    quiet()
    return await hang()
  }

  return {
    step: (_name, act) => {
      if (dead) return hang()
      counted += 1
      if (counted !== at) return run(act)
      dead = true
      return after ? run(act) : hang()
    },
    count: () => counted,
    watch: (act) => {
      acting = act()
      const ended = acting.then(() => false)
      return Promise.race([ended, died.promise])
    },
    bury: async () => {
      dead = true
      buried = true
      for (const reject of hung.splice(0)) reject(new Crash('the process is dead'))
      await Promise.allSettled([acting])
    }
  }
}
