/** Counts of a run: what was planned, what was done, and the one sentence that sums it up. */
import { explain, formatBytes, type Run } from '@pcu/contract'
import type { Plan } from '#core/model/plan.ts'
import type { StepResult } from '#engine/execute.ts'

type Planned = Run['planned']
type Done = Run['done']

const none = { units: 0, bytes: 0 }

/** Counts of a run that planned and did nothing. */
export const emptyCounts: { readonly planned: Planned; readonly done: Done } = {
  planned: { promote: none, evict: none, keep: none, leave: none },
  done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none }
}

/** What was planned, by action. */
export const plannedCounts = (plan: Plan): Planned => {
  const planned = { promote: { ...none }, evict: { ...none }, keep: { ...none }, leave: { ...none } }
  for (const decision of plan.decisions) {
    const tally = planned[decision.action]
    tally.units += 1
    tally.bytes += decision.sizeBytes ?? 0
  }
  return planned
}

const keyOf = ({ step, outcome }: StepResult): keyof Done => {
  if (outcome.kind === 'failed') return 'failed'
  if (outcome.kind === 'stood-back') return 'stoodBack'
  if (step.kind === 'promote') return 'promoted'
  return step.kind === 'evict' ? 'evicted' : 'mended'
}

/** What was done. */
export const doneCounts = (results: readonly StepResult[]): Done => {
  const done = {
    promoted: { ...none },
    evicted: { ...none },
    failed: { ...none },
    stoodBack: { ...none },
    mended: { ...none }
  }
  for (const result of results) {
    const tally = done[keyOf(result)]
    tally.units += 1
    tally.bytes += result.step.sizeBytes
  }
  return done
}

const part = (tally: { units: number; bytes: number }, verb: string): readonly string[] =>
  tally.units === 0 ? [] : [`${tally.units} ${verb} (${formatBytes(tally.bytes)})`]

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

const mostTroubles = 3

const explanationOf = ({ outcome }: StepResult, timeZone: string): string | undefined => {
  if (outcome.kind === 'failed') return outcome.failure.told
  return outcome.kind === 'stood-back' ? explain(outcome.reason, timeZone) : undefined
}

/** Why steps failed or stood back: the same cause is told once, and of many causes the first few. */
export const troublesOf = (results: readonly StepResult[], timeZone: string): readonly string[] => {
  const told = results.flatMap((result) => {
    const why = explanationOf(result, timeZone)
    return why === undefined ? [] : [{ title: result.step.unit.title, why }]
  })
  const causes = [...Map.groupBy(told, ({ why }) => why)].map(([why, all]) =>
    all.length === 1 ? `${all[0]?.title}: ${why}` : why
  )
  const more = causes.length - mostTroubles
  return more > 0 ? [...causes.slice(0, mostTroubles), `And ${more} more; the log tells all.`] : causes
}

const noMove = (left: number): string => {
  if (left === 0) return 'Nothing had to move.'
  return `Nothing was moved; ${left} left where ${left === 1 ? 'it is' : 'they are'}, each with its reason.`
}

const partsOf = (done: Done): readonly string[] => [
  ...part(done.promoted, 'brought in'),
  ...part(done.evicted, 'brought home'),
  ...part(done.mended, 'put in order'),
  ...part(done.failed, 'failed'),
  ...part(done.stoodBack, 'stood back')
]

/** "3 brought in (12 GB) and 1 failed (4 GB). Film: Could not …" */
export const sumUp = (done: Done, also: { readonly left: number; readonly troubles: readonly string[] }): string => {
  const parts = partsOf(done)
  return parts.length === 0 ? noMove(also.left) : [`${listed(parts)}.`, ...also.troubles].join(' ')
}

/** What is known of a run that broke off. */
interface BrokenOff {
  /** Whether steps were begun; before that nothing can have been changed. */
  readonly began: boolean
  readonly troubles: readonly string[]
  /** The sentence of what was thrown; undefined when a person stopped the run. */
  readonly why: string | undefined
}

/** What was done until a run broke off, and why it did. */
export const sumUpBroken = (done: Done, { began, troubles, why }: BrokenOff): string => {
  if (!began) return why === undefined ? 'Stopped before anything was moved.' : `Nothing was changed: ${why}`
  const parts = partsOf(done)
  const until = parts.length === 0 ? [] : [`${listed(parts)}.`, ...troubles]
  return [...until, why === undefined ? 'The run was stopped.' : `The run broke off: ${why}`].join(' ')
}

/** The same for a dry run, in the conditional. */
export const foretell = (planned: Planned): string => {
  const parts = [...part(planned.promote, 'would be brought in'), ...part(planned.evict, 'would be brought home')]
  return parts.length === 0 ? 'Nothing would move.' : `Nothing was moved; ${listed(parts)}.`
}
