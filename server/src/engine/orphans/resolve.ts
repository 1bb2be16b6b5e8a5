/** Does what a person decided about an orphan: one remedy, at once, through the mover's journal like everything else. */
import { explain, type Orphan, type Remedy } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import { claimPool, findRoots } from '#engine/health/find-roots.ts'
import { placeOfOwned } from '#engine/places/places.ts'
import { createPlayingQuestion } from '#engine/playing.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import type { Acceptance } from '#engine/schedule.ts'
import { problemsOfOrphans } from '#engine/tell/cases.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { listOrphans } from './list.ts'

/** What is asked. */
export interface Resolution {
  /** Of the unit in the ledger. */
  readonly id: number
  readonly how: Remedy
}

/** What resolving needs. */
export type ResolveDeps = RunDeps & { readonly dryRunOnly: boolean }

const refuse = (sentence: string): Acceptance => ({ accepted: false, sentence })

const notOffered = (orphan: Orphan): Acceptance => {
  const offered = orphan.remedies.map(({ how }) => how).join(', ')
  return refuse(`Refused: for ${orphan.title} only this can be done: ${offered}.`)
}

const answerOf = (outcome: MoveOutcome, title: string, timeZone: string): Acceptance => {
  if (outcome.kind === 'done') return { accepted: true, sentence: `${title} is in order.` }
  const why = outcome.kind === 'failed' ? outcome.failure.told : explain(outcome.reason, timeZone)
  return refuse(`${title} is not in order yet. ${why}`)
}

const act = async (unit: OwnedUnit, how: Remedy, deps: ResolveDeps): Promise<Acceptance> => {
  const found = await findRoots(deps)
  const { roots } = found
  const place = placeOfOwned(found, unit)
  const evictBlock = place.evictBlock ?? (await claimPool(deps, roots))
  if (evictBlock !== undefined) return refuse(`Refused: ${explain(evictBlock, deps.timeZone)}`)
  const { signal } = new AbortController()
  const playing = createPlayingQuestion(deps, { signal, silenceMeans: 'free' })
  const order = { layout: place.layout, unit, how, because: [{ code: 'remedy-asked', how }] } as const
  const control = { signal, onProgress: () => undefined, recheck: () => playing(unit.ratingKeys) }
  return answerOf(await deps.mover.resolve(order, control), unit.title, deps.timeZone)
}

const find = async (id: number, deps: ResolveDeps): Promise<{ unit: OwnedUnit; orphan: Orphan } | undefined> => {
  const unit = (await deps.ledger.owned()).find(({ rowId }) => rowId === id)
  const orphan = (await listOrphans(deps)).find((one) => one.id === id)
  return unit === undefined || orphan === undefined ? undefined : { unit, orphan }
}

const resolve = async ({ id, how }: Resolution, deps: ResolveDeps): Promise<Acceptance> => {
  if (deps.dryRunOnly) return refuse('Refused: in test mode nothing is changed.')
  const found = await find(id, deps)
  if (found === undefined) return refuse(`There is no deleted or replaced file of number ${id}.`)
  if (!found.orphan.remedies.some((offer) => offer.how === how)) return notOffered(found.orphan)
  const answer = await act(found.unit, how, deps)
  if (answer.accepted) deps.bus.publish({ type: 'move.settled', sentence: `As ordered (${how}): ${answer.sentence}` })
  deps.problems.report('orphan.', problemsOfOrphans(await deps.ledger.owned()))
  return answer
}

/** Resolves. What the world forbids is an answer, not an error. */
export const resolveOrphan = async (resolution: Resolution, deps: ResolveDeps): Promise<Acceptance> => {
  try {
    return await resolve(resolution, deps)
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return refuse(thrown.told)
  }
}
