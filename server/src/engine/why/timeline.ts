/** What happened to one unit: what was done with it, who watched it and what followed, and when runs began to decide otherwise. */
import type { Action, Because, WhyEvent } from '@pcu/contract'
import type { HistoryStore, PastDecision, RunStore, UnitEvent } from '#ports/store.ts'
import { type Watched, type WatchedDeps, watchedOf } from './watched.ts'

/** What telling needs. */
export interface TimelineDeps extends WatchedDeps {
  readonly history: Pick<HistoryStore, 'of'>
  readonly runs: Pick<RunStore, 'decisionsOf'>
}

/** So many events are told. */
const most = 40

const words: { readonly [action in Action]: string } = {
  promote: 'Planned to bring it to the pool',
  keep: 'Planned to keep it on the pool',
  evict: 'Planned to bring it home',
  leave: 'Planned to leave it where it is'
}

/** Such a reason says itself what was planned. */
const saysSo = /^(?:Left|Stays|Stood back)\b/u

const sentenceOf = (because: readonly Because[]): string => because[0]?.sentence ?? ''

const plannedSentence = (action: Action, because: string, dryRun: boolean): string => {
  const how = saysSo.test(because) ? 'Planned' : words[action]
  return `${how}${dryRun ? ' (dry run)' : ''}: ${because}`
}

const decided = ({ runId, at, dryRun, decision }: PastDecision): WhyEvent => ({
  at,
  what: 'decided',
  sentence: plannedSentence(decision.action, sentenceOf(decision.because), dryRun),
  run: runId,
  bytes: null,
  tookMs: null
})

const meaning = ({ decision }: PastDecision): string => `${decision.action} ${decision.because[0]?.reason.code ?? ''}`

/** The first of each row of runs that decided the same for the same kind of reason. */
const turns = (past: readonly PastDecision[]): readonly PastDecision[] =>
  past.filter((one, position) => {
    const before = past[position - 1]
    return before === undefined || meaning(before) !== meaning(one)
  })

const happened = ({ at, what, sentence, runId, bytes, tookMs }: UnitEvent): WhyEvent => ({
  at,
  what,
  sentence,
  run: runId ?? null,
  bytes: bytes === 0 ? null : bytes,
  tookMs: tookMs ?? null
})

/** Newest first, beginning with what is to come. Asks the database alone. */
export const timelineOf = async (watched: Watched, now: number, deps: TimelineDeps): Promise<WhyEvent[]> => {
  const { history, runs } = deps
  const seen = await watchedOf(watched, deps, { now, most })
  const [events, past] = await Promise.all([history.of(watched.unit, most), runs.decisionsOf(watched.unit)])
  const all = [...seen, ...events.map(happened), ...turns(past).map(decided)]
  return all.toSorted((a, b) => b.at - a.at).slice(0, most)
}
