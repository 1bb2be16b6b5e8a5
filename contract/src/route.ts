/** How an endpoint is declared: a value that types both the handler and the client. */
import { z } from 'zod'
import type { Policy } from './access/policy.ts'

/** One endpoint. `params`, `query`, `body` and `answer` are validated on both sides of the wire. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly summary: string
  /** Who may use it. */
  readonly policy: Policy
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly answer: z.ZodType
}

/** Declares an endpoint and keeps its exact types. */
export const route = <const R extends Route>(declared: R): R => declared

/** A number in a path, such as that of a run. */
export const numberInPath = z.coerce.number().int().positive()

/** What an order is answered with. */
export const accepted = z.object({ accepted: z.boolean(), sentence: z.string() })
