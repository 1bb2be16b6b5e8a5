/** Windows on long lists: what the filters leave, in order, with how many rows there are of each kind. */
import {
  arranged,
  type CachedPage,
  type CachedQuery,
  type CachedUnit,
  type Decided,
  type DecidedQuery,
  type Decision,
  holding,
  type RunReport,
  searchable,
  wordsOfCached
} from '@pcu/contract'

/** A list without a text to look for is not made searchable. */
const withText = <Row>(rows: readonly Row[], text: string, wordsOf: (row: Row) => readonly string[]): readonly Row[] =>
  text.trim() === '' ? rows : holding(searchable(rows, wordsOf), text)

const counted = <Row>(rows: readonly Row[], valuesOf: (row: Row) => Iterable<string>): Record<string, number> => {
  const counts = new Map<string, number>()
  for (const value of rows.flatMap((row) => [...valuesOf(row)])) counts.set(value, (counts.get(value) ?? 0) + 1)
  return Object.fromEntries(counts)
}

const codesOf = ({ because }: CachedUnit): ReadonlySet<string> => new Set(because.map(({ reason }) => reason.code))

/** A window on what lies on the pool. */
export const pageOfCached = (units: readonly CachedUnit[], query: CachedQuery): CachedPage => {
  const { offset, limit, text, state, because, order } = query
  const found = withText(units, text, wordsOfCached)
  const inState = (unit: CachedUnit): boolean => state === undefined || unit.state === state
  const forReason = (unit: CachedUnit): boolean => because === undefined || codesOf(unit).has(because)
  const left = found.filter((unit) => inState(unit) && forReason(unit))
  return {
    units: arranged(left, order).slice(offset, offset + limit),
    total: left.length,
    bytes: left.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    facets: {
      state: counted(found.filter(forReason), (unit) => [unit.state]),
      because: counted(found.filter(inState), codesOf)
    }
  }
}

const wordsOfDecision = ({ title, unit, because }: Decision): readonly string[] => [
  title,
  unit,
  ...because.map(({ sentence }) => sentence)
]

/** A window on what a run decided, in the order of its plan. */
export const pageOfDecisions = (report: RunReport, { offset, limit, text, action }: DecidedQuery): Decided => {
  const found = withText(report.decisions, text, wordsOfDecision)
  const left = action === undefined ? found : found.filter((decision) => decision.action === action)
  return {
    ...report,
    decisions: left.slice(offset, offset + limit),
    total: left.length,
    facets: { action: counted(found, (decision) => [decision.action]) }
  }
}
