/** The endpoint of the log. Live lines come with the event stream (`?topics=log`), the file from `logFilePath`. */
import { paths } from '../paths.ts'
import { route } from '../route.ts'
import { logPageSchema, logQuerySchema } from './log.ts'

export const logRoutes = {
  log: route({
    method: 'GET',
    path: paths.log,
    policy: 'read',
    summary: 'The newest lines of the log that fit the filters, secrets blanked.',
    query: logQuerySchema,
    answer: logPageSchema
  })
} as const
