/**
 * Patience with roots: a disk, a server or a FUSE program that no longer answers must not take the threads that all file access shares. At most a few calls are
 * under way below one root, nobody waits for one beyond his patience, and while such a call is still owed no other one is made there.
 */
import { pathOf } from '#adapters/disk/pin.ts'
import type { Clock } from '#ports/clock.ts'
import type { FileSystem, Spot, Witness } from '#ports/file-system.ts'
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
interface Asked {
  readonly spot: Spot
  readonly witness?: Pick<Witness, 'spot'> | undefined
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

/** Lets calls through, some at a time below each root, and gives up those that take too long. */
const createTurnstile = ({ clock, patienceMs }: PatienceOptions) => {
  const gates = createGates()

  const rootsOf = ({ spot, witness }: Asked): readonly string[] =>
    witness === undefined || witness.spot.root === spot.root ? [spot.root] : [spot.root, witness.spot.root]

  /** The witness first: it is looked at before anything else, and is the likelier one to be asleep. */
  const insistOnAnswers = ({ spot, witness }: Asked): void => {
    for (const at of [witness?.spot, spot]) {
      if (at !== undefined && gates.of(at.root).owed > 0) throw silent(at, patienceMs)
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

  /** Waits so long and no longer; what is given up is owed until it comes back. */
  const patiently = <T>(asked: Asked, call: Promise<T>): Promise<T> => {
    const owing = rootsOf(asked).map(gates.of)
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    let isOwed = false
    const timer = clock.after(patienceMs, () => {
      isOwed = true
      for (const gate of owing) {
        gate.owed += 1
        gates.wake(gate)
      }
      reject(silent(asked.witness?.spot ?? asked.spot, patienceMs))
    })
    const back = (): void => {
      timer.cancel()
      if (isOwed) for (const gate of owing) gate.owed -= 1
    }
    call.then(resolve, reject).finally(back)
    return promise
  }

  return {
    insistOnAnswers,
    /** One of a few below its root. */
    bounded: async <T>(asked: Asked, act: () => Promise<T>): Promise<T> => {
      const gate = await enter(asked)
      const call = act()
      const leave = (): void => {
        gate.running -= 1
        gates.wake(gate)
      }
      call.then(leave, leave)
      return await patiently(asked, call)
    },
    /** Without a place of its own: calls for one directory are one call, whoever else makes them. */
    joined: async <T>(asked: Asked, act: () => Promise<T>): Promise<T> => {
      insistOnAnswers(asked)
      return await patiently(asked, act())
    }
  }
}

/**
 * A file system with patience. A call that was given up goes on where it hangs, and may still be done when its root answers again; no other call is made below its
 * roots before it has come back, so whoever looks then sees what it did.
 */
export const createPatience = (disk: FileSystem, options: PatienceOptions): FileSystem => {
  const { bounded, joined, insistOnAnswers } = createTurnstile(options)
  return {
    ...disk,
    look: (spot) => bounded({ spot }, () => disk.look(spot)),
    list: (spot) => bounded({ spot }, () => disk.list(spot)),
    link: (order) => bounded({ spot: order.to, witness: order.witness }, () => disk.link(order)),
    unlink: (spot, expected, witness) => bounded({ spot, witness }, () => disk.unlink(spot, expected, witness)),
    replace: (order) => bounded({ spot: order.to, witness: order.witness }, () => disk.replace(order)),
    makeLink: (text, spot) => bounded({ spot }, () => disk.makeLink(text, spot)),
    makeDirectory: (spot, like) => bounded({ spot, witness: { spot: like } }, () => disk.makeDirectory(spot, like)),
    removeDirectory: (spot) => bounded({ spot }, () => disk.removeDirectory(spot)),
    syncDirectory: (spot) => joined({ spot }, () => disk.syncDirectory(spot)),
    room: (spot) => bounded({ spot }, () => disk.room(spot)),
    // Reading a whole file takes its time; it holds one thread, and none where the root is known to be silent.
    digest: async (spot, expected, signal) => {
      insistOnAnswers({ spot })
      return await disk.digest(spot, expected, signal)
    }
  }
}
