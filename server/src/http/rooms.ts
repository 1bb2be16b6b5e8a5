/** Mounts the endpoints of the rooms that declare their own. */
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import { mountSettings } from './settings.ts'
import { mountTrakt } from './trakt.ts'
import { mountWatcher } from './watcher.ts'

/** Call it after the guard is in place. */
export const mountRooms = (app: FastifyInstance, face: Face): void => {
  mountTrakt(app, face)
  mountWatcher(app, face.watcher)
  mountSettings(app, face.settings)
}
