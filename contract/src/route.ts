/** How an endpoint is declared: a value that types both the handler and the client. */
import type { z } from 'zod'

/** One endpoint. `params`, `query`, `body` and `answer` are validated on both sides of the wire. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly answer: z.ZodType
}

/** Declares an endpoint and keeps its exact types. */
export const route = <const R extends Route>(declared: R): R => declared
