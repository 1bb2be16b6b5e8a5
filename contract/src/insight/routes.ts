/** The endpoint of what the cache brought. */
import { paths } from '../paths.ts'
import { route } from '../route.ts'
import { insightQuerySchema, insightSchema } from './insight.ts'

export const insightRoutes = {
  insight: route({
    method: 'GET',
    path: paths.insight,
    policy: 'read',
    summary:
      'What the cache brought: plays by where they came from, misses by reason, the use of the pool over time, and what is known of disks. Asks Plex nothing and touches no disk.',
    query: insightQuerySchema,
    answer: insightSchema
  })
} as const
