/** The only place that knows status codes: what was thrown becomes a problem+json answer that says what to do. */
import { generalHints, type ProblemDetails, type SaveRefusal } from '@pcu/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { ZodError, z } from 'zod'
import { Failure } from '#src/failure.ts'

/** What a refusal says besides its sentence. */
interface RefusalFacts {
  /** More than words, beside the fields that every problem has. */
  readonly save?: SaveRefusal
  readonly headers?: Readonly<Record<string, string>>
}

/** Refused by a route itself: known status, known words. */
export class Refused extends Error {
  readonly status: number
  readonly facts: RefusalFacts

  constructor(status: number, sentence: string, facts: RefusalFacts = {}) {
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

/** Whether it is a mistake of ours, which the log must tell of. */
export const isOurs = (error: Thrown): boolean => statusOf(error) >= 500 && !(error instanceof Refused)

const titleOf = (error: Thrown, status: number): string => {
  if (error instanceof ZodError) return 'The request does not have the expected form.'
  if (error instanceof Refused || error instanceof Failure) return error.message
  return status >= 500 ? 'Something went wrong inside; the log has the details.' : error.message
}

const hintOf = (error: Thrown, status: number): string => {
  if (error instanceof Failure && error.hint !== undefined) return error.hint
  return generalHints[status] ?? (status < 500 ? 'Change the request and send it again.' : 'Try again in a moment.')
}

/** The body of an error answer. */
const problemOf = (error: Thrown, requestId: string): ProblemDetails & SaveRefusal => {
  const status = statusOf(error)
  const detail = error instanceof ZodError ? z.prettifyError(error) : undefined
  return {
    ...(error instanceof Refused ? error.facts.save : undefined),
    type: 'about:blank',
    title: titleOf(error, status),
    status,
    requestId,
    ...(detail === undefined ? {} : { detail }),
    hint: hintOf(error, status)
  }
}

/** Answers with the problem. */
export const sendProblem = (error: Thrown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOf(error, request.id)
  reply.headers({ 'cache-control': 'no-store', ...(error instanceof Refused ? error.facts.headers : {}) })
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
