/** The endpoints of the settings. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { SettingsDesk } from '#engine/settings/desk.ts'
import { Refused } from './failures.ts'
import { mount } from './mount.ts'

const statuses = { late: 409, refused: 422 } as const

/** Mounts them. */
export const mountSettings = (app: FastifyInstance, desk: SettingsDesk): void => {
  mount(app, routes.settings, async () => desk.view())
  mount(app, routes.checkSettings, async ({ body }) => desk.check(body.changes))
  mount(app, routes.saveSettings, async ({ body }) => {
    const answer = await desk.save(body)
    if (answer.kind === 'saved') return answer.view
    throw new Refused(statuses[answer.kind], answer.sentence, { save: answer.refusal })
  })
  mount(app, routes.tryPlex, ({ body }) => desk.tryPlex(body))
  mount(app, routes.tryPath, ({ body }) => desk.tryPath(body))
  mount(app, routes.tryTrakt, ({ body }) => desk.tryTrakt(body))
}
