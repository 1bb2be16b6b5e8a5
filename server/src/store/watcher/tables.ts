/** Table types of the real-time watcher (migration 0006). */
import type { UnitId } from '#core/model/unit.ts'

/** A play. */
export interface WatchPlayTable {
  id: number
  rating_key: string
  title: string
  person: string
  person_id: string | null
  player: string | null
  started_at: number
  heard_at: number
  ended_at: number | null
  finished_at: number | null
  percent: number | null
  duration_ms: number | null
  watched_ms: number
  tier: 'pool' | 'array'
  unit: UnitId | null
  did: 'waiting' | 'cached' | 'already-there' | 'switched-off' | 'not-counted' | 'not-in-library'
  cached_units: number
}

/** A removal timer. Lists are JSON. */
export interface WatchTimerTable {
  unit: UnitId
  title: string
  rating_keys: string
  since: 'caching' | 'finished'
  begun_at: number
  people: string
  postponed_at: number | null
  postponed_for: string | null
}

/** When a wish for an item was last met. */
export interface WatchMetTable {
  rating_key: string
  at: number
}

/** What a timer sent home although somebody else had saved it. */
export interface WatchSentHomeTable {
  unit: UnitId
  at: number
  people: string
}

/** A count by its name. */
export interface WatchCountTable {
  name: string
  value: number
}

/** The tables of this migration. */
export interface WatcherTables {
  watch_play: WatchPlayTable
  watch_timer: WatchTimerTable
  watch_met: WatchMetTable
  watch_sent_home: WatchSentHomeTable
  watch_count: WatchCountTable
}
