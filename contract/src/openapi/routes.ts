/** The endpoint that tells of all endpoints. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { route } from '../route.ts'

export const openApiRoutes = {
  openApi: route({
    method: 'GET',
    path: paths.openApi,
    policy: 'read',
    summary: 'Every endpoint as an OpenAPI 3.1 document.',
    answer: z.looseObject({ openapi: z.string() })
  })
} as const
