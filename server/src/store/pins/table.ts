/** The table of pins as Kysely knows it (migration 0007). */
import type { Generated } from 'kysely'

/** A pin. `target` tells pins apart. */
export interface PinTable {
  id: Generated<number>
  target: string
  kind: string
  rating_key: string
  show_key: string | null
  section_id: string
  season: number | null
  episode: number | null
  file: string | null
  /** JSON list. */
  guids: string
  server: string | null
  title: string
  made_by: string
  made_at: number
  /** Migration 0019. */
  until_at: number | null
}

/** The tables of this migration. */
export interface PinTables {
  pin: PinTable
}
