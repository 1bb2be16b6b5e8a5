/** Every endpoint, told to programs. */
import { openApiOf, otherEndpoints, routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { mount } from './mount.ts'

/** Adds the endpoint; the document is made when somebody asks for the first time. */
export const mountOpenApi = (app: FastifyInstance, version: string): void => {
  let made: ReturnType<typeof openApiOf> | undefined
  mount(app, routes.openApi, async () => {
    made ??= openApiOf({ routes, others: otherEndpoints, version })
    return { openapi: '3.1.1', ...made }
  })
}
