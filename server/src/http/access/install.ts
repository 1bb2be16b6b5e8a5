/** Puts guard and desk before everything else. */
import type { FastifyInstance } from 'fastify'
import { mountAccess } from './desk.ts'
import type { Gate } from './gate.ts'
import { installGuard } from './guard.ts'

/** Call it before any other route is added. */
export const installAccess = (app: FastifyInstance, gate: Gate): void => {
  installGuard(app, gate)
  mountAccess(app, gate)
}
