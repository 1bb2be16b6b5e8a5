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
  promote: 'Was to come to the pool',
  keep: 'Was to stay on the pool',
  evict: 'Was to go home',
  leave: 'Was to be left where it is'
}

const sentenceOf = (because: readonly Because[]): string => because[0]?.sentence ?? ''

const decided = ({ runId, at, dryRun, decision }: PastDecision): WhyEvent => ({
  at,
  what: 'decided',
  sentence: `${words[decision.action]}${dryRun ? ' (dry run)' : ''}: ${sentenceOf(decision.because)}`,
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
