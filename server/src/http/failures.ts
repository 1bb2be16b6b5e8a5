/** The only place that knows status codes: what was thrown becomes a problem+json answer that says what to do. */
import type { ProblemDetails, SaveRefusal } from '@pcu/contract'
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

/** What helps where nobody knows better. */
const hints: Readonly<Record<number, string>> = {
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

const hintOf = (error: Thrown, status: number): string => {
  if (error instanceof Failure && error.hint !== undefined) return error.hint
  return hints[status] ?? (status < 500 ? 'Change the request and send it again.' : 'Try again in a moment.')
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
