/** The list of what lies on the pool. */
import { z } from 'zod'
import { cachedStateSchema, cachedUnitSchema } from '../cached.ts'
import { paths } from '../paths.ts'
import { route } from '../route.ts'
import { orders } from './arrange.ts'
import { libraryRoutes } from './library.ts'
import { facetSchema, windowShape } from './window.ts'

/** What of it is wanted; `because`: the code of a reason for which a unit is there. `text` is looked for in titles, sentences and paths. */
export const cachedQuerySchema = z.object({
  ...windowShape,
  state: cachedStateSchema.optional(),
  because: z.string().max(100).optional(),
  order: z.enum(orders).default('newest')
})
export type CachedQuery = z.output<typeof cachedQuerySchema>

/** `total` and `bytes` are those of all units that the filters leave, in or out of the window. */
export const cachedPageSchema = z.object({
  units: z.array(cachedUnitSchema),
  total: z.number().int(),
  bytes: z.number().int(),
  facets: z.object({ state: facetSchema, because: facetSchema })
})
export type CachedPage = z.infer<typeof cachedPageSchema>

export const listRoutes = {
  ...libraryRoutes,
  cached: route({
    method: 'GET',
    path: paths.cached,
    policy: 'read',
    summary:
      'What lies on the pool because of us, and why: some rows of it, filtered and ordered, with how many there are.',
    query: cachedQuerySchema,
    answer: cachedPageSchema
  })
} as const
