/** The table of what happened to single titles, as Kysely knows it (migration 0013). */
import type { Generated } from 'kysely'

/** One event. */
export interface UnitHistoryTable {
  id: Generated<number>
  unit: string
  title: string
  at: number
  what: string
  sentence: string
  run: number | null
  bytes: number
  took_ms: number | null
}

/** The tables of this migration. */
export interface HistoryTables {
  unit_history: UnitHistoryTable
}
