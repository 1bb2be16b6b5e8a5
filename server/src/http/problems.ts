/** Whatever goes wrong in a request is answered as a problem, and told to the log when it is a mistake of ours. */
import type { FastifyInstance } from 'fastify'
import { isOurs, sendProblem } from './failures.ts'
import { missing } from './missing.ts'

/** Hears of bugs met while answering, and of the request that met them. */
export type OnBug = (thrown: unknown, request: { readonly id: string; readonly what: string }) => void

/** Call it before any route is added. */
export const installProblems = (app: FastifyInstance, onBug: OnBug): void => {
  app.setErrorHandler((error: Parameters<typeof sendProblem>[0], request, reply) => {
    if (isOurs(error)) onBug(error, { id: request.id, what: `${request.method} ${request.url}` })
    return sendProblem(error, request, reply)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(missing(request), request, reply))
}
