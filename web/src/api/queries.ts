/** What the page asks for, under which name it is remembered. The status is asked for by `live`, which keeps it current. */
import { everyRow, type Owner, type RunReport, type Window } from '@pcu/contract'
import { queryOptions } from '@tanstack/react-query'
import { ask, tell } from './client.ts'

export const keys = {
  access: ['access'],
  sessions: ['sessions'],
  apiKeys: ['api-keys'],
  log: ['log'],
  status: ['status'],
  cached: ['cached'],
  library: ['library'],
  why: ['why'],
  pins: ['pins'],
  runs: ['runs'],
  plan: ['plan'],
  owner: ['owner'],
  signIn: ['sign-in'],
  insight: ['insight'],
  people: ['people'],
  paths: ['paths'],
  doctor: ['doctor'],
  orphans: ['orphans'],
  settings: ['settings'],
  watcher: ['watcher'],
  welcome: ['welcome'],
  storage: ['storage'],
  plexProof: ['plex-proof'],
  run: (id: number) => ['run', id]
} as const

/** How many runs the dashboard lists. */
const RUNS_LISTED = 20

const queryOf = ({ offset, limit }: Window) => ({ offset: String(offset), limit: String(limit) })

type Decided = RunReport & { readonly total: number }

/** What an endpoint of decisions says, with every decision. */
const everyDecision = async <Head extends Decided | null>(read: (window: Window) => Promise<Head>) => {
  const rowsOf = async (window: Window) => {
    const head = await read(window)
    return { head, rows: head?.decisions ?? [], total: head?.total ?? 0, of: head?.id }
  }
  const { rows, last } = await everyRow(rowsOf, (_, position) => position)
  return { head: last.head, decisions: [...rows] }
}

/** How many of the newest units the dashboard shows. */
const NEWEST_SHOWN = 5

/** The newest units alone, with how many there are. */
export const newestQuery = queryOptions({
  queryKey: [...keys.cached, 'newest'],
  queryFn: ({ signal }) => ask('cached', { signal, query: { limit: String(NEWEST_SHOWN) } })
})

export const runsQuery = queryOptions({
  queryKey: keys.runs,
  queryFn: ({ signal }) => ask('runs', { signal, query: { limit: String(RUNS_LISTED) } })
})

export const latestPlanQuery = queryOptions({
  queryKey: keys.plan,
  queryFn: async ({ signal }) => {
    const read = (window: Window) => ask('latestPlan', { signal, query: queryOf(window) })
    const { head, decisions } = await everyDecision(read)
    return head === null ? null : { ...head, decisions }
  }
})

export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: ({ signal }) => ask('sessions', { signal })
})

export const apiKeysQuery = queryOptions({
  queryKey: keys.apiKeys,
  queryFn: ({ signal }) => ask('apiKeys', { signal })
})

export const ownerQuery = queryOptions({
  queryKey: keys.owner,
  queryFn: ({ signal }) => ask('owner', { signal })
})

export const peopleQuery = queryOptions({
  queryKey: keys.people,
  queryFn: ({ signal }) => ask('people', { signal })
})

const INSIGHT_MS = 60_000

/** What the cache brought in the last days; plays come without events of their own. */
export const insightQuery = (days: number) =>
  queryOptions({
    queryKey: [...keys.insight, days],
    queryFn: ({ signal }) => ask('insight', { signal, query: { days: String(days) } }),
    refetchInterval: INSIGHT_MS
  })

export const pathsQuery = queryOptions({
  queryKey: keys.paths,
  queryFn: ({ signal }) => ask('libraryPaths', { signal })
})

export const doctorQuery = queryOptions({
  queryKey: keys.doctor,
  queryFn: ({ signal }) => ask('doctor', { signal }),
  // Each comparison reads the pool, so an answer of this visit is not asked for again by itself.
  retry: false
})

export const orphansQuery = queryOptions({
  queryKey: keys.orphans,
  queryFn: ({ signal }) => ask('orphans', { signal })
})

export const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: ({ signal }) => ask('settings', { signal })
})

const WATCHER_MS = 10_000

/** The watcher's standing changes without events, so it is asked for again while it is looked at. */
export const watcherQuery = queryOptions({
  queryKey: keys.watcher,
  queryFn: ({ signal }) => ask('watcher', { signal }),
  refetchInterval: WATCHER_MS
})

export const playsQuery = queryOptions({
  queryKey: [...keys.watcher, 'history'],
  queryFn: ({ signal }) => ask('watcherHistory', { signal, query: { limit: '100' } }),
  refetchInterval: WATCHER_MS
})

export const removalsQuery = queryOptions({
  queryKey: [...keys.watcher, 'schedule'],
  queryFn: ({ signal }) => ask('watcherSchedule', { signal }),
  refetchInterval: WATCHER_MS
})

/** Why a title is where it is. */
export const whyQuery = (title: string) =>
  queryOptions({ queryKey: [...keys.why, title], queryFn: ({ signal }) => ask('why', { signal, query: { title } }) })

export const pinsQuery = queryOptions({ queryKey: keys.pins, queryFn: ({ signal }) => ask('pins', { signal }) })

/** One run with everything it decided. */
export const runQuery = (id: number) =>
  queryOptions({
    queryKey: keys.run(id),
    queryFn: async ({ signal }) => {
      const read = (window: Window) => ask('run', { signal, params: { id }, query: queryOf(window) })
      const { head, decisions } = await everyDecision(read)
      return { ...head, decisions }
    }
  })

export const welcomeQuery = queryOptions({
  queryKey: keys.welcome,
  queryFn: ({ signal }) => ask('welcome', { signal })
})

export const storageQuery = queryOptions({
  queryKey: keys.storage,
  queryFn: ({ signal }) => ask('storage', { signal })
})

/** What Plex answers at the address and with the token in force; of another owner another answer. */
export const plexProofQuery = (owner: Owner | undefined) =>
  queryOptions({
    queryKey: [...keys.plexProof, owner?.from, owner?.address, owner?.since],
    queryFn: () => tell('tryPlex', {})
  })

/** What applying the plan of a dry run would do in sum. */
export const planReviewQuery = (run: number) =>
  queryOptions({
    queryKey: [...keys.plan, 'review', run],
    queryFn: ({ signal }) => ask('planReview', { signal, params: { run } })
  })
