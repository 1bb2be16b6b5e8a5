/** Errors of the system at every step of a case: before the act, after it, and from there on. */
import { diskFailure } from '#adapters/disk/errno.ts'
import type { Step } from '#ports/file-system.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { closeHandle } from '#test/crash/campaign.ts'
import type { Life, LifeOptions } from '#test/crash/world.ts'
import type { Tally } from '#test/prove/part.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { instantFaults, type Leniency, recoveredFaults } from '#test/prove/stage/observer.ts'
import type { Place } from '#test/prove/stage/place.ts'
import { type Case, nameOfCase } from '#test/prove/stage/scene.ts'
import { actOf, makeStage, promoteAll, type Stage } from '#test/prove/stage/stage.ts'

/** What a step may fail with. */
export const errnos = [
  'EIO',
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'ESTALE',
  'EACCES',
  'EXDEV',
  'ENOENT',
  'EEXIST',
  'ETIMEDOUT'
] as const

/** once: the act does not happen; after: it happens and reports an error; on: from there on nothing works. */
export type Manner = 'once' | 'after' | 'on'

export const manners: readonly Manner[] = ['once', 'after', 'on']

/** What goes wrong, and in which case. */
export interface ErrorOrder {
  readonly place: Place
  readonly of: Case
  readonly code: string
  readonly manner: Manner
  readonly tries: (step: number) => boolean
  /** The names of all steps of the case. */
  readonly steps: readonly string[]
  /** Plants a bug. */
  readonly plant?: (options: LifeOptions) => LifeOptions
}

const systemError = (code: string): Error => Object.assign(new Error(`${code}: simulated`), { code })

/** The journal fails in its own words, the disk in the adapter's. */
const failureOf = (name: string, code: string): unknown =>
  name.startsWith('commit.')
    ? new Failure('store.broken', { sentence: 'The database could not be written: disk full.', retry: 'later' })
    : diskFailure(systemError(code), { verb: name, path: '/mnt/somewhere' })

const failingStep = (at: number, { code, manner }: ErrorOrder, asked: string[]): Step => {
  return async (name, act) => {
    const count = asked.push(name)
    if (manner === 'on' ? count < at : count !== at) return await act()
    if (manner === 'after') await closeHandle(await act())
    throw failureOf(name, code)
  }
}

/** Whatever failed is told in one sentence. */
const tellsBadly = (outcomes: readonly MoveOutcome[]): readonly string[] =>
  outcomes
    .flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.failure.message] : []))
    .filter((sentence) => !/^[A-Z][^\n]*\.$/u.test(sentence))
    .map((sentence) => `no sentence: ${sentence}`)

/** A later try brings what an error left behind. */
const triedAgainFaults = async (stage: Stage, life: Life): Promise<readonly string[]> => {
  const partial = async (): Promise<number> =>
    (await life.ledger.owned()).filter(({ state }) => state === 'partial').length
  if (stage.of.direction !== 'in' || (await partial()) === 0) return []
  await promoteAll(stage, life)
  return (await partial()) === 0 ? [] : ['I3: a later try did not bring the rest of a unit']
}

/** What is wrong after a move that met an error: at once, after a recovery without errors, and once everything is home. */
export const faultsAfter = async (
  stage: Stage,
  outcomes: readonly MoveOutcome[],
  leniency: Leniency
): Promise<readonly string[]> => {
  const life = await stage.live()
  try {
    const found = [...tellsBadly(outcomes), ...instantFaults(stage)]
    await life.mover.settle()
    found.push(...(await recoveredFaults(stage, life, { alsoHome: false, leniency })))
    if (leniency.partial) found.push(...(await triedAgainFaults(stage, life)))
    return [...found, ...(await recoveredFaults(stage, life, { alsoHome: true, leniency }))]
  } finally {
    await life.end()
  }
}

/** Only names that were being switched may be left in part, and only a register that could not be struck may have too many. */
const forgivenAt = (at: number, { manner }: ErrorOrder, asked: readonly string[]): Leniency => ({
  partial: asked.slice(0, at).includes('commit.move-switching'),
  registers: manner === 'on' || /^register\..*\.leave$/u.test(asked[at - 1] ?? '')
})

const failOnce = async (order: ErrorOrder, at: number): Promise<readonly string[]> => {
  const stage = await makeStage(order.place, order.of)
  try {
    const plant = order.plant ?? ((options: LifeOptions) => options)
    // Units that move at once ask in another order each time.
    const asked: string[] = []
    const life = await stage.live(plant({ step: failingStep(at, order, asked) }))
    const outcomes = await actOf(stage, life)
    await life.end()
    return await faultsAfter(stage, outcomes, forgivenAt(at, order, asked))
  } finally {
    stage.remove()
  }
}

/** Every step that the order asks for. */
export const failEverywhere = async (order: ErrorOrder, tally: Tally): Promise<void> => {
  for (const [index, name] of order.steps.entries()) {
    if (!order.tries(index + 1)) continue
    tally.cases += 1
    tally.points += 1
    const label = `${order.place.name}: ${nameOfCase(order.of)}, ${order.code} ${order.manner} ${name} (${index + 1})`
    const faults = await faultsInTime(() => failOnce(order, index + 1))
    for (const fault of new Set(faults)) tally.violations.push(`${label}: ${fault}`)
  }
}
