/** The endpoints of what happened. */
import { paths } from '../paths.ts'
import { route } from '../route.ts'
import { historyPageSchema, historyQuerySchema } from './history.ts'

export const historyRoutes = {
  history: route({
    method: 'GET',
    path: paths.history,
    policy: 'read',
    summary:
      'What happened to titles, newest first: some rows of it, filtered by kind, words, person, run and time, with how many there are.',
    query: historyQuerySchema,
    answer: historyPageSchema
  })
} as const
