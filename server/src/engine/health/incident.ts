/** From how a step ended to what it says about the roots that it used. */
import type { IncidentKind, Success } from '#core/health/breaker.ts'
import type { Step } from '#core/model/plan.ts'
import { isBelow } from '#core/resolve/path-map.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import type { Failure, FailureCode } from '#src/failure.ts'

/** Something that happened to a root. */
export interface RootEvent {
  readonly root: string
  readonly kind: IncidentKind
  readonly sentence: string
}

const kinds: Partial<Readonly<Record<FailureCode, IncidentKind>>> = {
  'disk.full': 'full',
  'disk.read-only': 'read-only',
  'disk.gone': 'gone',
  'move.unverified': 'unverified'
}

/** What a failure says about a root; undefined when it is about a file, a name or a setting. */
export const eventOf = (failure: Failure): RootEvent | undefined => {
  const { root, code, act } = failure
  const failed = act === 'write' ? 'write-failed' : 'read-failed'
  const kind = code === 'disk.io' ? failed : kinds[code]
  return root === undefined || kind === undefined ? undefined : { root, kind, sentence: failure.message }
}

/** What an outcome says about a root. */
export const eventOfOutcome = (outcome: MoveOutcome): RootEvent | undefined => {
  if (outcome.kind === 'failed') return eventOf(outcome.failure)
  if (outcome.kind !== 'stood-back' || outcome.reason.code !== 'root-not-ready') return undefined
  const { root, detail } = outcome.reason
  return { root, kind: 'gone', sentence: `${root}: ${detail}` }
}

/** The branches of the array that a step needs; empty while nobody has looked. */
export const arrayRootsOf = (step: Step): readonly string[] => {
  const files = step.kind === 'promote' ? (step.inspection?.files ?? []) : step.unit.files
  return [...new Set(files.map((file) => file.arrayRoot))]
}

const poolPathsOf = (step: Step): readonly string[] =>
  (step.kind === 'promote' ? step.unit.videos : step.unit.files).map((file) => file.poolPath)

/** Whether a root is the pool of a step. */
export const isPoolOf = (step: Step, root: string): boolean => poolPathsOf(step).some((path) => isBelow(path, root))

/** What a step that went well did with a root; undefined when it did not use it. */
export const successAt = (step: Step, root: string): Success | undefined => {
  const file = step.unit.id
  if (isPoolOf(step, root)) return { file, bytes: step.kind === 'promote' ? 'written' : undefined, changed: true }
  if (!arrayRootsOf(step).includes(root)) return undefined
  if (step.kind === 'promote') return { file, bytes: 'read', changed: false }
  return { file, bytes: undefined, changed: step.unit.mode.original !== 'keep' }
}
