/** Trying out what was typed before it is saved: what is asked, and the evidence that comes back. Never holds a secret. */
import { z } from 'zod'

const longest = 4096

/** Left out or masked: what is saved. */
const typed = z.string().max(longest).optional()

export const plexTrialSchema = z.strictObject({ url: typed, token: typed })
export const pathTrialSchema = z.strictObject({ path: z.string().min(1).max(longest) })
export const traktTrialSchema = z.strictObject({ clientId: typed })

/** What a trial came to. */
export const trialAnswerSchema = z.object({
  ok: z.boolean(),
  /** One sentence for people. */
  sentence: z.string(),
  /** What to do about it; null when there is nothing to do. */
  hint: z.string().nullable(),
  /** What was seen, in the order in which it matters. */
  evidence: z.array(
    z.object({
      what: z.enum([
        'server',
        'version',
        'libraries',
        'token',
        'kind',
        'readable',
        'writable',
        'owner',
        'file-system',
        'device',
        'room',
        'lists',
        'took'
      ]),
      text: z.string()
    })
  )
})
export type TrialAnswer = z.infer<typeof trialAnswerSchema>
