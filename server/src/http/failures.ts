/** The only place that knows status codes: what was thrown becomes a problem+json answer that says what to do. */
import type { ProblemDetails, SaveRefusal } from '@pcu/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ZodError, z } from 'zod'
import { Failure } from '#src/failure.ts'

/** Refused by a route itself: known status, known words. */
export class Refused extends Error {
  readonly status: number
  /** More than words, beside the fields that every problem has. */
  readonly facts: SaveRefusal | undefined

  constructor(status: number, sentence: string, facts?: SaveRefusal) {
    super(sentence)
    this.name = 'Refused'
    this.status = status
    this.facts = facts
  }
}

type Thrown = FastifyError | Failure | Refused | ZodError

const statusOf = (error: Thrown): number => {
  if (error instanceof Refused) return error.status
  if (error instanceof Failure) return error.retry === 'never' ? 409 : 503
  if (error instanceof ZodError) return 400
  return error.statusCode ?? 500
}

const titleOf = (error: Thrown, status: number): string => {
  if (error instanceof ZodError) return 'The request does not have the expected form.'
  if (error instanceof Refused || error instanceof Failure) return error.message
  return status >= 500 ? 'Something went wrong inside; the log has the details.' : error.message
}

/** The body of an error answer. */
const problemOf = (error: Thrown, requestId: string): ProblemDetails & SaveRefusal => {
  const status = statusOf(error)
  const detail = error instanceof ZodError ? z.prettifyError(error) : undefined
  const hint = error instanceof Failure ? error.hint : undefined
  return {
    ...(error instanceof Refused ? error.facts : undefined),
    type: 'about:blank',
    title: titleOf(error, status),
    status,
    requestId,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint })
  }
}

/** Answers with the problem. */
export const sendProblem = (error: Thrown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOf(error, request.id)
  reply.header('cache-control', 'no-store')
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
