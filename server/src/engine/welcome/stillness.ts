/** Every reason to keep the hands still together: a set-up that is not finished, and rest after everything was brought home. */
import { createRest, type RestDeps } from '#engine/rest.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import { createWelcome, type WelcomeDeps, type WelcomeRoom } from './welcome.ts'

/** Whether runs may begin. */
export interface Stillness extends Omit<WelcomeRoom, 'desk'> {
  readonly welcome: WelcomeRoom['desk']
}

/** Nothing stands in the way before it is loaded. */
export const createStillness = (deps: RestDeps & WelcomeDeps): Stillness => {
  const rest = createRest(deps)
  const welcome = createWelcome(deps)
  const both = [welcome, rest]
  return {
    welcome: welcome.desk,
    load: async () => {
      for (const one of both) await one.load()
    },
    objection: (request: RunRequest) =>
      both.map((one) => one.objection(request)).find((sentence) => sentence !== undefined),
    entering: async (request: RunRequest) => {
      for (const one of both) await one.entering(request)
    }
  }
}
