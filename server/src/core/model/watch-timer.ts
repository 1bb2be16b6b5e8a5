/** What the real-time watcher holds against units: the timers of what it cached, and what such a timer sent home. */

/** A removal timer. While it runs the unit stays; afterwards the other rules alone decide. Epoch milliseconds. */
export interface WatchTimer {
  /** What started the hours: the watcher began to cache it, or somebody watched it to the end. */
  readonly since: 'caching' | 'finished'
  readonly begunAt: number
  readonly dueAt: number
  /** REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS. */
  readonly hours: number
  /** Who watched, as reasons name them. */
  readonly people: readonly string[]
  /** Whose watchlists hold it and do not count for it. */
  readonly despite: readonly string[]
}

/** A unit that its timer sent home although somebody else had saved it; what spoke for it then brings it back no more. */
export interface SentHome {
  /** Epoch milliseconds. */
  readonly at: number
  /** Whose watchlists held it then and still do. */
  readonly people: readonly string[]
}
