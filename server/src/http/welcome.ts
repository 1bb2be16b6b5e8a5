/** The endpoints of the set-up, and of beginning anew. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import { Refused } from './failures.ts'
import { mount } from './mount.ts'

/** Begins anew once whoever asked has the answer. */
export type Restart = () => void

const cannot =
  'The program was not started in a way in which it can begin anew by itself: restart it, or its container.'

/** Mounts them. */
export const mountWelcome = (app: FastifyInstance, face: Face, restart: Restart | undefined): void => {
  mount(app, routes.welcome, () => face.welcome.tell())
  mount(app, routes.seeWelcome, ({ body }) => face.welcome.see(body.step))
  mount(app, routes.finishWelcome, async () => {
    const answer = await face.welcome.finish()
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
  mount(app, routes.lookAtPaths, () => face.lookAtPaths())
  mount(app, routes.restart, async (_asked, { reply }) => {
    if (restart === undefined) throw new Refused(409, cannot)
    reply.raw.once('close', restart)
    return { accepted: true, sentence: 'It begins anew; that takes a moment.' }
  })
}
