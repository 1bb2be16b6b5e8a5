/** Trakt over HTTP: its lists, and signing people of the household in. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import { Refused } from './failures.ts'
import { mount } from './mount.ts'

/** Adds the endpoints. */
export const mountTrakt = (app: FastifyInstance, { trakt }: Face): void => {
  mount(app, routes.trakt, () => trakt.tell())
  mount(app, routes.refreshTrakt, async () => {
    const answer = await trakt.refresh()
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
  mount(app, routes.beginTraktSignIn, ({ body }) => trakt.beginSignIn(body.personId))
  mount(app, routes.askTraktSignIn, async ({ body }) => {
    const answer = await trakt.askSignIn(body.id)
    if (answer === undefined) throw new Refused(404, 'There is no such sign-in to Trakt, or it has ended.')
    return answer
  })
  mount(app, routes.cancelTraktSignIn, async ({ body }) => {
    trakt.cancelSignIn(body.id)
    return { accepted: true, sentence: 'The sign-in to Trakt is ended; nothing was changed.' }
  })
  mount(app, routes.traktSignOut, async ({ body }) => {
    const answer = await trakt.signOut(body.personId)
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
}
