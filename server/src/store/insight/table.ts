/** The tables of what the cache brought, as Kysely knows them (migration 0017). */
import type { DiskState, MissReason, StartTier } from '@pcu/contract'

/** The start of a play. */
export interface PlayStartTable {
  play: number
  at: number
  rating_key: string
  title: string
  person: string
  person_id: string | null
  section: string | null
  tier: StartTier
  miss: MissReason | null
  bytes: number | null
  disk: string | null
  disk_state: DiskState
}

/** The pool, once an hour. */
export interface CacheSampleTable {
  hour: number
  at: number
  bytes: number
  units: number
  limit_bytes: number | null
  free_bytes: number | null
  total_bytes: number | null
}

/** What a disk did from then on. */
export interface DiskChangeTable {
  path: string
  at: number
  state: DiskState
}

/** The tables of this migration. */
export interface InsightTables {
  play_start: PlayStartTable
  cache_sample: CacheSampleTable
  disk_change: DiskChangeTable
}
