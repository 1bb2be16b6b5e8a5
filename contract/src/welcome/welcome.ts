/** The set-up of a fresh installation: how far it is, and that nothing is moved before it is finished. */
import { z } from 'zod'

/** The steps of the page, in their order. */
export const welcomeSteps = ['administrator', 'plex', 'files', 'people', 'limits', 'dry-run'] as const
export const welcomeStepSchema = z.enum(welcomeSteps)
export type WelcomeStep = z.infer<typeof welcomeStepSchema>

/** What is known besides what every step proves for itself. */
export const welcomeSchema = z.object({
  /** Until then nothing is moved. An installation that its environment or its past configures is finished. */
  isFinished: z.boolean(),
  /** Steps that somebody went on from; before the first one nobody has seen the page. */
  seen: z.array(welcomeStepSchema)
})
export type Welcome = z.infer<typeof welcomeSchema>

/** Id of the problem that stands while it is not finished. */
export const welcomeProblem = 'engine.welcome'
