/** The cached units as everybody is shown them: why each is there is what the newest plan said, or why it came. */
import type { CachedUnit, Decision } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RunStore } from '#ports/store.ts'
import { wordAll } from './word.ts'

const toCached = (owned: OwnedUnit, decision: Decision | undefined, timeZone: string): CachedUnit => ({
  id: owned.rowId,
  unit: owned.id,
  title: owned.title,
  state: owned.state,
  original: owned.mode.original,
  presentation: owned.mode.presentation,
  because: decision === undefined ? wordAll(owned.because, timeZone) : decision.because,
  promotedAt: owned.promotedAt,
  sizeBytes: owned.sizeBytes,
  files: owned.files.map((file) => ({ path: file.sharePath, poolPath: file.poolPath, sizeBytes: file.sizeBytes }))
})

/** Lists them, newest first. */
export const listCached = async (
  deps: { readonly ledger: Ledger; readonly runs: RunStore },
  timeZone: string
): Promise<readonly CachedUnit[]> => {
  const [owned, latest] = await Promise.all([deps.ledger.owned(), deps.runs.latestReport()])
  const staying = (latest?.decisions ?? []).filter(
    (decision) => decision.action === 'keep' || decision.action === 'promote'
  )
  const byUnit = new Map(staying.map((decision) => [decision.unit, decision]))
  return owned
    .map((unit) => toCached(unit, byUnit.get(unit.id), timeZone))
    .toSorted((a, b) => b.promotedAt - a.promotedAt || a.id - b.id)
}
