/** The health of the roots: what was learned against them in moves and looks, remembered over restarts, and which steps it holds back. */
import type { Problem, Reason, RootStatus } from '@pcu/contract'
import { mend, seenUnwell, trip, withRoom } from '#core/health/breaker.ts'
import { warningOf } from '#core/health/words.ts'
import type { Step } from '#core/model/plan.ts'
import type { Mode } from '#core/model/unit.ts'
import type { Clock } from '#ports/clock.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import type { RootsReport, StorageHost } from '#ports/storage-host.ts'
import type { Memory } from '#ports/store.ts'
import { Failure } from '#src/failure.ts'
import { createBreakers, forgetBreaker } from './breakers.ts'
import { createTrials, heldByGates } from './holds.ts'
import { eventOfOutcome, type RootEvent, successAt } from './incident.ts'
import { allGates, statesOf, withBreakers } from './overlay.ts'
import { createRootStatuses } from './statuses.ts'

/** What the health of the roots needs. */
export interface HealthDeps {
  readonly memory: Memory
  readonly clock: Clock
}

/** What the health of the roots needs while moves are made. */
export interface LiveHealthDeps extends HealthDeps {
  readonly host: Pick<StorageHost, 'roomOf'>
}

/** The health of the roots of this installation. */
export interface Health {
  /** What was found, with what is known against each root. Called once at the start of every run. */
  judge(found: RootsReport): Promise<RootsReport>
  /** Why a step must not begin, or undefined. A root that may be tried again is tried with the first step that asks. */
  heldBack(step: Step, mode: Mode): Reason | undefined
  /** Hears how a step ended; true when that changed what is thought of a root. */
  ended(step: Step, outcome: MoveOutcome): Promise<boolean>
  /** Hears what a look met; true when that changed what is thought of a root. `file` is the unit that was looked at. */
  met(event: RootEvent, file: string): Promise<boolean>
  /** The roots as they are known now, also before the first run of this program. */
  statuses(): Promise<readonly RootStatus[]>
  /** What was found at the start of the run with what was learned since; undefined before the first run. */
  report(): RootsReport | undefined
  /** Disks of which one file could not be read. */
  warnings(): readonly Problem[]
}

/** A person says that the storage is right as it is: what was held against any root is forgotten. For before a program runs. */
export const forgetTroubles = async ({ memory, clock }: HealthDeps): Promise<void> => {
  for (const { path } of await createRootStatuses(memory, clock).all()) await forgetBreaker(memory, path)
}

/** Asked when a root has just said that it is full and the half copy is gone again: what is free in spite of that is forbidden by a quota. */
const freeBytesOf = async (root: string, host: Pick<StorageHost, 'roomOf'>): Promise<number | undefined> => {
  try {
    return (await host.roomOf(root)).freeBytes
  } catch (thrown) {
    if (thrown instanceof Failure) return undefined
    throw thrown
  }
}

const warning = (root: string, sentence: string): Problem => ({
  id: `roots.bad.${root}`,
  severity: 'warning',
  sentence,
  setting: null
})

/** Starts with what is remembered. */
export const createHealth = ({ memory, clock, host }: LiveHealthDeps): Health => {
  const breakers = createBreakers(memory)
  const statuses = createRootStatuses(memory, clock)
  const trials = createTrials()
  let found: RootsReport | undefined

  const judged = (report: RootsReport): RootsReport => withBreakers(report, breakers.of, clock.now())

  const note = async (): Promise<void> => {
    if (found !== undefined) await statuses.note(judged(found))
  }

  const met = async ({ root, kind, sentence }: RootEvent, file: string, needBytes: number): Promise<boolean> => {
    const facts = { now: clock.now(), freeBytes: kind === 'full' ? await freeBytesOf(root, host) : undefined }
    const changed = await breakers.keep(
      root,
      trip(await breakers.recall(root), { kind, file, sentence, needBytes }, facts)
    )
    await note()
    return changed
  }

  /** A step that stood back because of what was known of a root says nothing new about it. */
  const isKnown = (root: string): boolean =>
    found !== undefined && allGates(judged(found)).get(root)?.fill !== undefined

  const wentWell = async (step: Step): Promise<boolean> => {
    let changed = false
    for (const [root, breaker] of breakers.all()) {
      const success = successAt(step, root)
      if (success !== undefined && (await breakers.keep(root, mend(breaker, success)))) changed = true
    }
    if (changed) await note()
    return changed
  }

  return {
    judge: async (report) => {
      trials.begin()
      found = report
      for (const { path, freeBytes, state } of statesOf(report)) {
        const breaker = withRoom(await breakers.recall(path), freeBytes)
        await breakers.keep(path, state === 'online' ? breaker : seenUnwell(breaker))
      }
      await note()
      return judged(report)
    },
    heldBack: (step, mode) =>
      heldByGates(step, mode, found === undefined ? new Map() : allGates(found)) ??
      trials.ask(step, mode, { breakers: breakers.all(), now: clock.now() }),
    ended: async (step, outcome) => {
      const event = eventOfOutcome(outcome)
      if (event !== undefined && outcome.kind === 'stood-back' && isKnown(event.root)) return false
      if (event !== undefined) return met(event, step.unit.id, step.sizeBytes)
      return outcome.kind === 'done' ? wentWell(step) : false
    },
    met: (event, file) => met(event, file, 0),
    report: () => (found === undefined ? undefined : judged(found)),
    statuses: statuses.all,
    warnings: () =>
      breakers.all().flatMap(([root, breaker]) => {
        const sentence = warningOf(root, breaker)
        return sentence === undefined ? [] : [warning(root, sentence)]
      })
  }
}
