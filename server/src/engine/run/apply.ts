/** Applies a plan that a person reviewed: as long as it is fresh, and only if the same would be done now. */
import { formatBytes, formatTime, type PlannedStep, type PlanRecord, type Run, worded } from '@pcu/contract'
import type { PlannedDecision } from '#core/model/plan.ts'
import { type Difference, differencesOf } from '#core/plan/review/compare.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlanStore, RunStore } from '#ports/store.ts'

/** How long what somebody looked at may be applied. */
const reviewGoodForMs = 24 * 3_600_000

/** What applying needs. */
export interface ApplyDeps {
  readonly runs: Pick<RunStore, 'report'>
  readonly plans: PlanStore
  readonly clock: Pick<Clock, 'now'>
  readonly timeZone: string
  /** Test mode: nothing is ever moved. */
  readonly dryRunOnly: boolean
}

const no = (sentence: string): Acceptance => ({ accepted: false, sentence: `Refused: ${sentence}` })

/** Only what nothing was done of may still be done: a dry run, or a run that refused to apply another plan. */
export const isUndone = ({ dryRun, outcome }: Pick<Run, 'dryRun' | 'outcome'>): boolean =>
  (dryRun && outcome === 'done') || outcome === 'skipped'

/** The end of a review, epoch milliseconds; undefined when it is over. A clock that was set back makes no plan younger. */
export const reviewUntil = ({ madeAt }: Pick<PlanRecord, 'madeAt'>, now: number): number | undefined =>
  Math.abs(now - madeAt) < reviewGoodForMs ? madeAt + reviewGoodForMs : undefined

/** Which plan, and by which digest it was reviewed. */
export interface Review {
  readonly runId: number
  readonly digest: string
}

/** The order to do a reviewed plan, or the sentence why it cannot be given. */
export const orderOf = async (
  { runId, digest }: Review,
  trigger: RunRequest['trigger'],
  deps: ApplyDeps
): Promise<RunRequest | Acceptance> => {
  const [run, kept] = await Promise.all([deps.runs.report(runId), deps.plans.find(runId)])
  if (run === undefined || kept === undefined) return no(`there is no plan of run ${runId}; old ones are forgotten.`)
  if (!isUndone(run)) return no(`run ${runId} has done its plan already, or broke off before it had one.`)
  if (kept.digest !== digest) return no(`what you reviewed is not the plan of run ${runId}; look at it again.`)
  if (reviewUntil(kept.plan, deps.clock.now()) === undefined) {
    const made = formatTime(kept.plan.madeAt, deps.timeZone)
    return no(`the plan of run ${runId} was made ${made}, and a plan is applied within a day; make a new one.`)
  }
  if (deps.dryRunOnly) return no('TEST_MODE is on, so nothing is moved.')
  const { goal, allowReturns } = kept.plan
  return { trigger, dryRun: false, goal, allowReturns, reviewed: { runId, plan: kept.plan } }
}

const acts = {
  copy: 'be copied to the pool',
  move: 'be moved to the pool',
  link: 'be moved to the pool and leave a link',
  return: 'go home',
  mend: 'be put in order',
  settle: 'be cleared up',
  keep: 'stay on the pool',
  skip: 'be left on the array'
} as const satisfies Record<PlannedStep['operation'], string>

const sizeOf = ({ sizeBytes, files }: PlannedStep): string =>
  `${files.length === 1 ? '1 file' : `${files.length} files`}, ${formatBytes(sizeBytes)}`

/** What is known of the plan of now. */
interface Now {
  readonly runId: number
  readonly plan: PlanRecord
  readonly decisions: readonly PlannedDecision[]
  readonly timeZone: string
}

const comes: ReadonlySet<PlannedStep['operation']> = new Set(['copy', 'move', 'link'])

/** Everything that is wanted or ours has a decision. */
const reasonNow = ({ unit, operation }: PlannedStep, { decisions, timeZone }: Now): string => {
  const decision = decisions.find((candidate) => candidate.unit === unit)
  if (decision !== undefined) return worded(decision.because[0], timeZone).sentence
  return comes.has(operation) ? 'Nobody wants it any more.' : 'It is not on the pool any more.'
}

const wordChange = ({ was, is, what }: Extract<Difference, { kind: 'changed' }>, now: Now): string => {
  if (what === 'operation') return `${is.title} would now ${acts[is.operation]} instead of ${acts[was.operation]}.`
  if (what === 'files') return `The files of ${is.title} changed since (${sizeOf(was)} then, ${sizeOf(is)} now).`
  return `${is.title} would ${acts[is.operation]} for another reason: ${reasonNow(is, now)}`
}

const wordDifference = (difference: Difference, now: Now): string => {
  switch (difference.kind) {
    case 'ground':
      return `${difference.name} is another now (${difference.was || 'none'} then, ${difference.is || 'none'} now).`
    case 'added':
      return `${difference.is.title} would ${acts[difference.is.operation]}, too: ${reasonNow(difference.is, now)}`
    case 'gone':
      return `${difference.was.title} would no longer ${acts[difference.was.operation]}: ${reasonNow(difference.was, now)}`
    case 'changed':
      return wordChange(difference, now)
  }
}

const mostTold = 3

/** Why a reviewed plan is not done, with the number of the plan that would be; undefined when what would be done now is exactly what was reviewed. */
export const staleSentence = (reviewed: NonNullable<RunRequest['reviewed']>, now: Now): string | undefined => {
  const differences = differencesOf(reviewed.plan, now.plan)
  if (differences.length === 0) return undefined
  const told = differences.slice(0, mostTold).map((difference) => wordDifference(difference, now))
  const more = differences.length > mostTold ? [`And ${differences.length - mostTold} more differences.`] : []
  return [
    `Refused as stale: plan ${reviewed.runId} is not what would be done now, and nothing was moved.`,
    ...told,
    ...more,
    `Plan ${now.runId} is what would be done now: look at it and apply that one.`
  ].join(' ')
}
