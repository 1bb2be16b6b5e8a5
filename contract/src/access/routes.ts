/** The endpoints of entering the page, of sessions and of API keys. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { accepted, numberInPath, route } from '../route.ts'
import {
  accessStateSchema,
  apiKeyOrderSchema,
  apiKeySchema,
  firstSetUpSchema,
  logInSchema,
  madeKeySchema,
  passwordChangeSchema,
  sessionSchema
} from './access.ts'

export const accessRoutes = {
  access: route({
    method: 'GET',
    path: paths.access,
    policy: 'open',
    summary: 'Whether whoever asks is in, and how they come in.',
    answer: accessStateSchema
  }),
  firstSetUp: route({
    method: 'POST',
    path: paths.firstSetUp,
    policy: 'open',
    summary: 'Makes the administrator, once, for a browser in the own network, and logs it in.',
    body: firstSetUpSchema,
    answer: accessStateSchema
  }),
  logIn: route({
    method: 'POST',
    path: paths.logIn,
    policy: 'open',
    summary: 'Logs this browser in; its session is a cookie that no script can read.',
    body: logInSchema,
    answer: accessStateSchema
  }),
  logOut: route({
    method: 'POST',
    path: paths.logOut,
    policy: 'open',
    summary: 'Ends the session of this browser.',
    body: z.strictObject({}),
    answer: accepted
  }),
  changePassword: route({
    method: 'POST',
    path: paths.changePassword,
    policy: 'admin',
    summary: 'Changes the password of the administrator and ends every other session.',
    body: passwordChangeSchema,
    answer: accepted
  }),
  sessions: route({
    method: 'GET',
    path: paths.sessions,
    policy: 'admin',
    summary: 'The browsers that are logged in, newest first.',
    answer: z.object({ sessions: z.array(sessionSchema) })
  }),
  revokeSession: route({
    method: 'DELETE',
    path: paths.revokeSession,
    policy: 'admin',
    summary: 'Logs a browser out.',
    params: z.object({ id: numberInPath }),
    answer: accepted
  }),
  revokeOtherSessions: route({
    method: 'POST',
    path: paths.revokeOtherSessions,
    policy: 'admin',
    summary: 'Logs every browser out but the one that asks.',
    body: z.strictObject({}),
    answer: accepted
  }),
  apiKeys: route({
    method: 'GET',
    path: paths.apiKeys,
    policy: 'admin',
    summary: 'The API keys, without the keys.',
    answer: z.object({ keys: z.array(apiKeySchema) })
  }),
  makeApiKey: route({
    method: 'POST',
    path: paths.makeApiKey,
    policy: 'admin',
    summary: 'Makes an API key and tells it this once; it is sent as the header X-Api-Key.',
    body: apiKeyOrderSchema,
    answer: madeKeySchema
  }),
  revokeApiKey: route({
    method: 'DELETE',
    path: paths.revokeApiKey,
    policy: 'admin',
    summary: 'Revokes an API key.',
    params: z.object({ id: numberInPath }),
    answer: accepted
  }),
  resetAccess: route({
    method: 'POST',
    path: paths.resetAccess,
    policy: 'admin',
    summary: 'For the command line on this machine alone: forgets the administrator and ends every session.',
    body: z.strictObject({}),
    answer: accepted
  })
} as const
