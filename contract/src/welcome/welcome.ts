/** The set-up of a fresh installation: how far it is, and that nothing is moved before it is finished. */
import { z } from 'zod'
import { welcomeSteps } from './steps.ts'

export const welcomeStepSchema = z.enum(welcomeSteps)

/** What is known besides what every step proves for itself. */
export const welcomeSchema = z.object({
  /** Until then nothing is moved. An installation that its environment or its past configures is finished. */
  isFinished: z.boolean(),
  /** Steps that somebody went on from; before the first one nobody has seen the page. */
  seen: z.array(welcomeStepSchema)
})
export type Welcome = z.infer<typeof welcomeSchema>
