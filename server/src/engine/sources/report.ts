/** What an answer comes to for the planner: who spoke, who was silent, and who has been silent for too long to wait for. */
import type { SourceReport } from '#core/model/want.ts'
import type { Answer } from './last-good.ts'

/** For so long everything that a silent source may want waits for it, milliseconds. Then a person is asked. */
const graceMs = 7 * 24 * 3_600_000

/** Who is reported, and when. */
export interface Reported {
  readonly source: string
  readonly from: SourceReport['from']
  readonly sectionId: string
  readonly now: number
}

/** The report of one answer. */
export const reportOf = <Value>(
  answer: Answer<Value>,
  isEmpty: (value: Value) => boolean,
  { source, from, sectionId, now }: Reported
): SourceReport => {
  const base = { source, from, sectionId }
  if (answer.kind === 'fresh') return { ...base, state: isEmpty(answer.value) ? 'empty' : 'answered', detail: '' }
  const since = answer.kind === 'standing' ? answer.at : answer.since
  const state = now - since > graceMs ? 'given-up' : 'silent'
  const detail = answer.kind === 'standing' ? `${answer.detail}; what it said last stands` : answer.detail
  return { ...base, state, detail }
}
