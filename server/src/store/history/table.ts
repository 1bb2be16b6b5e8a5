/** The table of what happened to single titles, as Kysely knows it (migrations 0013 and 0018). */
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
  /** JSON list of names (migration 0018). */
  people: Generated<string>
}

/** The tables of this migration. */
export interface HistoryTables {
  unit_history: UnitHistoryTable
}
