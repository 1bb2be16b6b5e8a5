/** A problem: something the owner should know or fix, in one sentence that names the setting or path and what to do. */
import { z } from 'zod'

export const problemSchema = z.object({
  /** Stable name such as `plex.unreachable`. */
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  sentence: z.string(),
  /** The environment variable to look at, where there is one. */
  setting: z.string().nullable()
})
export type Problem = z.infer<typeof problemSchema>

/** Error answers of the API (RFC 9457, application/problem+json). */
export const problemDetailsSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** What a person can do about it. */
  hint: z.string().optional(),
  requestId: z.string()
})
export type ProblemDetails = z.infer<typeof problemDetailsSchema>

/** What helps whoever writes requests, by status, where nobody knows better. */
export const generalHints: Readonly<Record<number, string>> = {
  400: 'Correct what is named and send it again; /api/v1/openapi.json says what is expected.',
  401: 'Log in on the page, or send an API key that was not revoked as the header X-Api-Key.',
  403: 'Do it on the page itself, or with an API key whose scope is large enough.',
  404: 'Check the address; /api/v1/openapi.json lists every endpoint.',
  405: 'Use a method that the header Allow names.',
  // Whoever refuses an order says in its sentence what to do first.
  409: 'Nothing was changed.',
  413: 'Send less: a body may have 256 KB.',
  415: 'Send JSON, with the header Content-Type: application/json.',
  421: 'Open the page by an address of your own network, or add the name to ALLOWED_HOSTS and restart.',
  422: 'Choose another value and send it again.',
  429: 'Wait as long as the header Retry-After says, then try again.',
  431: 'Send fewer or shorter headers.',
  500: 'Look for the id of the request in the log. If it happens again, report it with what the log says there.',
  503: 'Try again in a moment.'
}
