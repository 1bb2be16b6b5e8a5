/** The endpoints of what happened. */

import { z } from 'zod'
import { paths } from '../paths.ts'
import { accepted, numberInPath, route } from '../route.ts'
import { historyPageSchema, historyQuerySchema, undoSchema } from './history.ts'

export const historyRoutes = {
  history: route({
    method: 'GET',
    path: paths.history,
    policy: 'read',
    summary:
      'What happened to titles, newest first: some rows of it, filtered by kind, words, person, run and time, with how many there are.',
    query: historyQuerySchema,
    answer: historyPageSchema
  }),
  askUndo: route({
    method: 'GET',
    path: paths.askUndo,
    policy: 'read',
    summary: 'Whether a move can be undone at this moment, what would happen, or why not. Asks Plex who is playing.',
    params: z.object({ id: numberInPath }),
    answer: undoSchema
  }),
  undo: route({
    method: 'POST',
    path: paths.undo,
    policy: 'operate',
    summary:
      'Undoes a move by a run for that title alone: what came to the pool goes home and is left there for a week, what went home comes again and is pinned for a week. Judged anew when it is asked for.',
    params: z.object({ id: numberInPath }),
    body: z.strictObject({}),
    answer: accepted
  })
} as const
