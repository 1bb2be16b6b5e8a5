/** What was found by looking at the roots, together with what moves have taught about them. */
import { type Breaker, positionOf } from '#core/health/breaker.ts'
import { detailOfTrouble, reasonOfTrouble } from '#core/health/words.ts'
import type { RootGate, RootGates } from '#core/model/root-gate.ts'
import { bothGates, gateOf } from '#core/resolve/root-gates.ts'
import type { RootState, RootsReport } from '#ports/storage-host.ts'

/** All reports of one examination, that of REAL_SOURCE first. */
export const allReports = (report: RootsReport): readonly RootsReport[] => [report, ...(report.sources ?? [])]

/** What single array roots do not allow, of all libraries. */
export const allGates = (report: RootsReport): RootGates =>
  new Map(allReports(report).flatMap(({ gates }) => [...gates]))

/** All roots of a report. */
export const statesOf = ({ share, pool, arrays, sources = [] }: RootsReport): readonly RootState[] => [
  ...[share, pool, ...arrays],
  ...sources.flatMap(statesOf)
]

/** What a breaker does not allow. While a broken disk is being tried, no copy is given up for what lies on it. */
const gateOfBreaker = (root: string, breaker: Breaker, now: number): RootGate => {
  const { trouble } = breaker
  if (trouble === undefined) return {}
  const reason = reasonOfTrouble(root, trouble)
  if (positionOf(breaker, now) === 'open') return gateOf(trouble.state, reason)
  return trouble.state === 'broken' ? { rely: reason } : {}
}

/** What was found wrong by looking counts first: it is true now. */
const troubled = (state: RootState, { trouble }: Breaker): RootState =>
  trouble === undefined || state.state !== 'online'
    ? state
    : { ...state, state: trouble.state, sentence: `${state.path}: ${detailOfTrouble(trouble)}` }

/** What is known against the pool counts for every folder on it. */
const withPool = (source: RootsReport, pool: RootGate): RootsReport => ({
  ...source,
  promoteBlock: source.promoteBlock ?? pool.fill,
  evictBlock: source.evictBlock ?? pool.rely ?? pool.change
})

/** The report as everything after it should see it. */
export const withBreakers = (found: RootsReport, breakerOf: (root: string) => Breaker, now: number): RootsReport => {
  const shown = (state: RootState): RootState => troubled(state, breakerOf(state.path))
  const learned = (root: string): RootGate => gateOfBreaker(root, breakerOf(root), now)
  const gateOfBranch = (root: string): RootGate => bothGates(found.gates.get(root) ?? {}, learned(root))
  const gates = new Map(found.branches.map((root) => [root, gateOfBranch(root)] as const))
  const view = learned(found.share.path).touch
  const pool = learned(found.pool.path)
  const sources = found.sources?.map((source) => withPool(withBreakers(source, breakerOf, now), pool))
  return {
    ...found,
    ...(sources === undefined ? {} : { sources }),
    share: shown(found.share),
    pool: shown(found.pool),
    arrays: found.arrays.map(shown),
    arrayRoots: found.arrayRoots.filter((root) => gates.get(root)?.touch === undefined),
    gates,
    promoteBlock: found.promoteBlock ?? view ?? pool.fill,
    evictBlock: found.evictBlock ?? view ?? pool.rely ?? pool.change
  }
}
