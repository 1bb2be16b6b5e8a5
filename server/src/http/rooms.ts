/** The endpoints of the rooms that mount their own. */
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import type { Gate } from './access/gate.ts'
import { mountHistory } from './history.ts'
import { mountInsight } from './insight.ts'
import { mountLog } from './log.ts'
import { mountOpenApi } from './open-api.ts'
import { mountPosters } from './posters.ts'
import { mountSeed } from './seed/mount.ts'
import { mountSeedSettings } from './seed-settings.ts'
import { mountSettings } from './settings.ts'
import { mountSignIn } from './sign-in.ts'
import { mountTrakt } from './trakt.ts'
import { mountWatcher } from './watcher.ts'
import { mountWelcome, type Restart } from './welcome.ts'

/** What they are told. */
export interface RoomOptions {
  readonly face: Face
  readonly version: string
  /** Lets the program begin anew; undefined where it cannot by itself. */
  readonly restart?: Restart | undefined
}

/** Adds all of them. */
export const mountRooms = (app: FastifyInstance, { face, version, restart }: RoomOptions, gate: Gate): void => {
  mountPosters(app, face.poster)
  mountSignIn(app, face, gate)
  mountTrakt(app, face)
  mountWatcher(app, face.watcher)
  mountSettings(app, face.settings)
  mountSeedSettings(app, face.settings)
  mountHistory(app, face, gate)
  mountLog(app, face.log)
  mountInsight(app, face.insight)
  mountSeed(app, face)
  mountWelcome(app, face, restart)
  mountOpenApi(app, version)
}
