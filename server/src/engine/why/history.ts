/** Writes down what became of each step, so that a title's story can be told after its runs are forgotten. */
import { explain, type Reason, type UnitEventKind } from '@pcu/contract'
import type { Step } from '#core/model/plan.ts'
import type { StepResult } from '#engine/execute.ts'
import type { Clock } from '#ports/clock.ts'
import type { HistoryStore } from '#ports/store.ts'

/** What noting needs. */
interface HistoryDeps {
  readonly history: Pick<HistoryStore, 'note'>
  readonly clock: Clock
  readonly timeZone: string
}

const done: { readonly [kind in Step['kind']]: UnitEventKind } = {
  promote: 'promoted',
  evict: 'returned',
  mend: 'mended',
  resolve: 'resolved'
}

const namesIn = (reason: Reason): readonly string[] => {
  if ('person' in reason) return [reason.person]
  return 'people' in reason ? reason.people : []
}

/** Whose wishes it was done for, or refused to. */
const peopleBehind = ({ because }: Step): { readonly people?: readonly string[] } => {
  const people = because.flatMap(namesIn)
  return people.length === 0 ? {} : { people: [...new Set(people)] }
}

/** Notes how a step ended, with the reason for which it was done, or why it was not. */
export const noteEnd = async (
  { history, clock, timeZone }: HistoryDeps,
  { step, outcome }: StepResult,
  { runId, tookMs }: { readonly runId: number; readonly tookMs: number }
): Promise<void> => {
  const base = {
    ...{ unit: step.unit.id, title: step.unit.title, at: clock.now(), runId, tookMs },
    ...peopleBehind(step)
  }
  if (outcome.kind === 'done') {
    const sentence = explain(step.because[0], timeZone)
    return history.note({ ...base, what: done[step.kind], sentence, bytes: step.sizeBytes })
  }
  const sentence = outcome.kind === 'failed' ? outcome.failure.told : explain(outcome.reason, timeZone)
  return history.note({ ...base, what: outcome.kind, sentence, bytes: 0 })
}
