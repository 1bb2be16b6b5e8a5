/** The endpoint of what the cache brought. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import { mount } from './mount.ts'

/** Mounts it. */
export const mountInsight = (app: FastifyInstance, tell: Face['insight']): void =>
  mount(app, routes.insight, ({ query }) => tell(query))
