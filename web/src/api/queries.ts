/** What the page asks for, under which name it is remembered. The status is asked for by `live`, which keeps it current. */
import { queryOptions } from '@tanstack/react-query'
import { ask } from './client.ts'

export const keys = {
  status: ['status'],
  cached: ['cached'],
  runs: ['runs'],
  plan: ['plan'],
  owner: ['owner'],
  signIn: ['sign-in'],
  people: ['people'],
  paths: ['paths'],
  run: (id: number) => ['run', id]
} as const

/** How many runs the dashboard lists. */
const RUNS_LISTED = 20

export const cachedQuery = queryOptions({
  queryKey: keys.cached,
  queryFn: ({ signal }) => ask('cached', { signal })
})

export const runsQuery = queryOptions({
  queryKey: keys.runs,
  queryFn: ({ signal }) => ask('runs', { signal, query: { limit: String(RUNS_LISTED) } })
})

export const latestPlanQuery = queryOptions({
  queryKey: keys.plan,
  queryFn: ({ signal }) => ask('latestPlan', { signal })
})

export const ownerQuery = queryOptions({
  queryKey: keys.owner,
  queryFn: ({ signal }) => ask('owner', { signal })
})

export const peopleQuery = queryOptions({
  queryKey: keys.people,
  queryFn: ({ signal }) => ask('people', { signal })
})

export const pathsQuery = queryOptions({
  queryKey: keys.paths,
  queryFn: ({ signal }) => ask('libraryPaths', { signal })
})

/** One run with everything it decided. */
export const runQuery = (id: number) =>
  queryOptions({ queryKey: keys.run(id), queryFn: ({ signal }) => ask('run', { signal, params: { id } }) })
