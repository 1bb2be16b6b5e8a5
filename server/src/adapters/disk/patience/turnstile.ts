/**
 * Patience with roots: a disk, a server or a FUSE program that no longer answers must not take the threads that all file access shares. At most a few calls are
 * under way below one root, nobody waits for one beyond his patience, and while such a call is still owed no other one is made there.
 */
import { createWatchdog } from '#adapters/disk/copier/watchdog.ts'
import { pathOf } from '#adapters/disk/pin.ts'
import type { Clock } from '#ports/clock.ts'
import type { Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'

/** How much patience. */
export interface PatienceOptions {
  readonly clock: Clock
  /** How long a call may take, ms: longer than the slowest disk takes to spin up. */
  readonly patienceMs: number
}

/** Calls below one root that hold a thread each; see UV_THREADPOOL_SIZE in `bin/pcu`, which leaves room for some roots that hang. */
const mostAtOnce = 8

const silent = (spot: Spot, patienceMs: number): Failure =>
  new Failure('disk.gone', {
    sentence: `${pathOf(spot)} did not answer for ${Math.round(patienceMs / 1000)} seconds; nothing more is asked of ${spot.root} until it does.`,
    hint: 'Check that disk, or the server and the network behind it; what was begun there is settled in a later run.',
    retry: 'later',
    root: spot.root,
    act: 'read'
  })

/** What is under way below one root. */
interface Gate {
  running: number
  /** Calls that nobody waits for any more and that have not come back. While there is one, the root counts as silent. */
  owed: number
  readonly waiting: (() => void)[]
}

/** Which root a call is about, and what else it may wait for. */
export interface Asked {
  readonly spot: Spot
  /** On other roots. The likelier ones to be asleep, so they are blamed first. */
  readonly others?: readonly Spot[]
}

/** Lets calls through to disks. */
export interface Turnstile {
  /** Throws Failure `disk.gone` where a call is owed. */
  insistOnAnswers(asked: Asked): void
  /** One of a few calls below its root; given up with Failure `disk.gone` when it takes too long. */
  bounded<T>(asked: Asked, act: () => Promise<T>): Promise<T>
  /**
   * A long piece of work that says again and again that its root answers; given up when it has said nothing for too long. It has no place of its own, as it may
   * take hours.
   */
  watched<T>(asked: Asked, act: (answered: () => void) => Promise<T>): Promise<T>
  /** Without a place of its own: calls for one directory are one call, whoever else makes them. */
  joined<T>(asked: Asked, act: () => Promise<T>): Promise<T>
}

/** Counts calls by root. */
const createGates = () => {
  const gates = new Map<string, Gate>()
  const of = (root: string): Gate => {
    const known = gates.get(root)
    if (known !== undefined) return known
    const made: Gate = { running: 0, owed: 0, waiting: [] }
    gates.set(root, made)
    return made
  }
  /** Everybody who waits looks again: there is a place, or the root is silent. */
  const wake = (gate: Gate): void => {
    for (const go of gate.waiting.splice(0)) go()
  }
  return { of, wake }
}

/**
 * Lets calls through, some at a time below each root, and gives up those that take too long. One for the program: what one room is owed keeps the others away too.
 * A call within a call of the same root could wait for itself, so there are none.
 */
export const createTurnstile = ({ clock, patienceMs }: PatienceOptions): Turnstile => {
  const gates = createGates()

  const placesOf = ({ spot, others = [] }: Asked): readonly Spot[] => [...others, spot]

  const insistOnAnswers = (asked: Asked): void => {
    for (const at of placesOf(asked)) {
      if (gates.of(at.root).owed > 0) throw silent(at, patienceMs)
    }
  }

  const enter = async (asked: Asked): Promise<Gate> => {
    const gate = gates.of(asked.spot.root)
    insistOnAnswers(asked)
    while (gate.running >= mostAtOnce) {
      await new Promise<void>((resolve) => gate.waiting.push(resolve))
      insistOnAnswers(asked)
    }
    gate.running += 1
    return gate
  }

  /** Waits so long after each answer, and no longer; what is given up is owed until it comes back. */
  const patiently = <T>(asked: Asked, act: (answered: () => void) => Promise<T>): Promise<T> => {
    const places = placesOf(asked)
    const owing = [...new Set(places.map(({ root }) => root))].map(gates.of)
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    let isOwed = false
    const watchdog = createWatchdog(clock, patienceMs, () => {
      isOwed = true
      for (const gate of owing) {
        gate.owed += 1
        gates.wake(gate)
      }
      reject(silent(places[0] ?? asked.spot, patienceMs))
    })
    const back = (): void => {
      watchdog.rest()
      if (isOwed) for (const gate of owing) gate.owed -= 1
    }
    watchdog.arm()
    const answered = (): void => {
      if (!isOwed) watchdog.arm()
    }
    act(answered).then(resolve, reject).finally(back)
    return promise
  }

  return {
    insistOnAnswers,
    bounded: async <T>(asked: Asked, act: () => Promise<T>): Promise<T> => {
      const gate = await enter(asked)
      const call = act()
      const leave = (): void => {
        gate.running -= 1
        gates.wake(gate)
      }
      call.then(leave, leave)
      return await patiently(asked, () => call)
    },
    joined: async <T>(asked: Asked, act: () => Promise<T>): Promise<T> => {
      insistOnAnswers(asked)
      return await patiently(asked, act)
    },
    watched: async <T>(asked: Asked, act: (answered: () => void) => Promise<T>): Promise<T> => {
      insistOnAnswers(asked)
      return await patiently(asked, act)
    }
  }
}
