/** The endpoints of the real-time watcher. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { accepted, route } from '../route.ts'
import { playSchema, removalSchema, watcherStatusSchema } from './watcher.ts'

export const watcherRoutes = {
  watcher: route({
    method: 'GET',
    path: paths.watcher,
    policy: 'read',
    summary:
      'How the real-time watcher stands: what is played, what waits, statistics and activity. Asks Plex nothing.',
    answer: watcherStatusSchema
  }),
  watcherHistory: route({
    method: 'GET',
    path: paths.watcherHistory,
    policy: 'read',
    summary: 'What was played, newest first, and what the watcher did.',
    query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(50) }),
    answer: z.object({ plays: z.array(playSchema) })
  }),
  watcherSchedule: route({
    method: 'GET',
    path: paths.watcherSchedule,
    policy: 'read',
    summary: 'The removal timers: when each is due, and what puts it off.',
    answer: z.object({ removals: z.array(removalSchema) })
  }),
  startWatcher: route({
    method: 'POST',
    path: paths.startWatcher,
    policy: 'operate',
    summary: 'Begins to listen to Plex, now and after a restart.',
    body: z.strictObject({}),
    answer: accepted
  }),
  stopWatcher: route({
    method: 'POST',
    path: paths.stopWatcher,
    policy: 'operate',
    summary: 'Ends listening to Plex, now and after a restart. Timers that are left still count.',
    body: z.strictObject({}),
    answer: accepted
  })
} as const
