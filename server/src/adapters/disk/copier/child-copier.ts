/** Copies in processes of their own, one for each pair of roots: a disk that hangs, or a fault of a native call, harms nothing else. */
import type { Copier } from '#adapters/disk/copy/copier.ts'
import { createFlow } from '#adapters/disk/copy/flow.ts'
import type { Pace } from '#adapters/disk/copy/pace.ts'
import { copyBySteps } from '#adapters/disk/copy/steps.ts'
import { pathOf } from '#adapters/disk/pin.ts'
import type { Clock } from '#ports/clock.ts'
import type { Expected, Spot, Use } from '#ports/file-system.ts'
import { type Child, startChild } from './child.ts'
import type { Priority } from './priority.ts'
import { openRemoteSession, silentFailure } from './remote-session.ts'
import { createWatchdog } from './watchdog.ts'

/** What copying beside needs. */
export interface ChildCopierOptions {
  readonly clock: Clock
  readonly pace: Pace
  readonly priority: Priority
  /** How long a disk may keep a copy waiting before it counts as gone, ms. */
  readonly patienceMs: number
  /** How long a process without work stays, ms; a minute when absent. */
  readonly idleMs?: number
  /** Told once when native calls are not to be had: why, as a clause. */
  onMissing(why: string): void
}

/** A copier with processes of its own. */
export interface ChildCopier extends Copier {
  /** Ends them all. */
  close(): Promise<void>
  /** Their numbers. */
  pids(): readonly number[]
}

/** One process and the two roots that it is for. The second one is open until its first copy. */
interface Crew {
  readonly child: Child
  readonly first: string
  second: string | undefined
  busy: number
  idle: { cancel(): void } | undefined
}

const minuteMs = 60_000

const serves = (crew: Crew, root: string): boolean => crew.first === root || crew.second === root

/** Makes one. No process is started before there is work. */
export const createChildCopier = (options: ChildCopierOptions): ChildCopier => {
  const { clock, pace, priority, patienceMs, idleMs = minuteMs } = options
  const crews = new Set<Crew>()
  let lastId = 0
  let isMissingTold = false
  const onMissing = (why: string): void => {
    if (!isMissingTold) options.onMissing(why)
    isMissingTold = true
  }

  const alive = (): readonly Crew[] => {
    for (const crew of crews) if (!crew.child.isAlive()) crews.delete(crew)
    return [...crews]
  }
  const hire = (first: string, second: string | undefined): Crew => {
    const crew: Crew = { child: startChild({ clock, priority, onMissing }), first, second, busy: 0, idle: undefined }
    crews.add(crew)
    return crew
  }
  /** Both ways between two roots are one pair. A process that was only asked about one of them so far serves the pair from now on. */
  const crewFor = (from: string, to: string): Crew => {
    const open = (crew: Crew): boolean => crew.second === undefined && [from, to].includes(crew.first)
    const found = alive().find((crew) => serves(crew, from) && serves(crew, to)) ?? alive().find(open)
    if (found === undefined) return hire(from, to)
    found.second ??= found.first === from ? to : from
    return found
  }
  const crewOn = (root: string): Crew => alive().find((crew) => serves(crew, root)) ?? hire(root, undefined)

  const dismiss = async (crew: Crew): Promise<void> => {
    crews.delete(crew)
    crew.idle?.cancel()
    await crew.child.end()
  }
  const working = async <T>(crew: Crew, work: (id: number) => Promise<T>): Promise<T> => {
    crew.idle?.cancel()
    crew.busy += 1
    lastId += 1
    try {
      return await work(lastId)
    } finally {
      crew.busy -= 1
      if (crew.busy === 0) crew.idle = clock.after(idleMs, () => void dismiss(crew))
    }
  }

  const askUse = async (child: Child, id: number, about: { spot: Spot; expected: Expected }): Promise<Use> => {
    const silent = silentFailure(pathOf(about.spot), about.spot.root, patienceMs)
    const watchdog = createWatchdog(clock, patienceMs, () => child.kill(silent))
    watchdog.arm()
    try {
      const answer = await child.ask(id, { ask: 'use', ...about })
      return 'use' in answer ? answer.use : 'unknown'
    } finally {
      watchdog.rest()
    }
  }

  return {
    copy: (order) => {
      const crew = crewFor(order.from.root, order.to.root)
      return working(crew, (id) => {
        const session = openRemoteSession(order, { child: crew.child, id, clock, patienceMs })
        return copyBySteps(order, session, createFlow(order, pace))
      })
    },
    inUse: (spot, expected) => {
      const crew = crewOn(spot.root)
      return working(crew, (id) => askUse(crew.child, id, { spot, expected }))
    },
    close: async () => void (await Promise.all([...crews].map(dismiss))),
    pids: () => alive().flatMap(({ child }) => (child.pid === undefined ? [] : [child.pid]))
  }
}
