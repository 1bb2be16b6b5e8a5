/** The endpoints of the real-time watcher. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { WatcherDesk } from '#engine/watcher/desk.ts'
import { Refused } from './failures.ts'
import { mount } from './mount.ts'

/** Mounts them. */
export const mountWatcher = (app: FastifyInstance, desk: WatcherDesk): void => {
  const switchTo = async (on: boolean) => {
    const answer = await desk.switchTo(on)
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  }
  mount(app, routes.watcher, () => desk.status())
  mount(app, routes.watcherHistory, async ({ query }) => ({ plays: [...(await desk.history(query.limit))] }))
  mount(app, routes.watcherSchedule, async () => ({ removals: [...(await desk.schedule())] }))
  mount(app, routes.startWatcher, () => switchTo(true))
  mount(app, routes.stopWatcher, () => switchTo(false))
}
