/** What was asked of the simulated server: every request, counters per route, and how often a disk would have woken. */

export interface LoggedRequest {
  /** Epoch ms of the virtual clock. */
  readonly at: number
  /** Name of the service that was asked: `plex`, `plexTv`, `discover`… */
  readonly app: string
  readonly method: string
  readonly path: string
  /** The raw query with every token removed. */
  readonly query: string
  /** The route's pattern, such as `/library/sections/:section/all`, or `unknown`. */
  readonly route: string
  /** The name of the token's owner; never the token. */
  readonly tokenOwner: string | undefined
  readonly status: number
  readonly bytes: number
  /** Real time spent on the answer. */
  readonly ms: number
  /** True when the request makes a real server stat media files, and so wakes disks. */
  readonly diskWake: boolean
}

export interface Counters {
  readonly requests: number
  readonly bytes: number
  readonly diskWakes: number
  readonly byRoute: Readonly<Record<string, number>>
}

export interface RequestLog {
  entries(): readonly LoggedRequest[]
  counters(): Counters
  reset(): void
}

export interface RequestRecorder extends RequestLog {
  record(request: LoggedRequest): void
}

/** Entries kept; counters go on beyond it. Enough for any test, small enough for a demo that runs for days. */
const KEPT = 20_000

export function createRequestLog(): RequestRecorder {
  let entries: LoggedRequest[] = []
  let requests = 0
  let bytes = 0
  let diskWakes = 0
  const byRoute = new Map<string, number>()

  function record(request: LoggedRequest): void {
    requests += 1
    bytes += request.bytes
    if (request.diskWake) diskWakes += 1
    byRoute.set(request.route, (byRoute.get(request.route) ?? 0) + 1)
    entries.push(request)
    if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT)
  }

  function reset(): void {
    entries = []
    requests = 0
    bytes = 0
    diskWakes = 0
    byRoute.clear()
  }

  return {
    entries: () => entries,
    counters: () => ({ requests, bytes, diskWakes, byRoute: Object.fromEntries(byRoute) }),
    reset,
    record
  }
}
