/** The endpoints of the set-up. */
import { z } from 'zod'
import { pathReportSchema } from '../library-path.ts'
import { paths } from '../paths.ts'
import { accepted, route } from '../route.ts'
import { welcomeSchema, welcomeStepSchema } from './welcome.ts'

export const welcomeRoutes = {
  welcome: route({
    method: 'GET',
    path: paths.welcome,
    policy: 'read',
    summary: 'Whether the set-up is finished, and which of its steps somebody went on from.',
    answer: welcomeSchema
  }),
  seeWelcome: route({
    method: 'POST',
    path: paths.seeWelcome,
    policy: 'admin',
    summary: 'Notes that somebody went on from a step of the set-up.',
    body: z.strictObject({ step: welcomeStepSchema }),
    answer: welcomeSchema
  }),
  finishWelcome: route({
    method: 'POST',
    path: paths.finishWelcome,
    policy: 'admin',
    summary:
      'Finishes the set-up: from then on files are moved as the settings say. Refused before a dry run was made.',
    body: z.strictObject({}),
    answer: accepted
  }),
  lookAtPaths: route({
    method: 'POST',
    path: paths.lookAtPaths,
    policy: 'admin',
    summary:
      'Looks at one file of every folder of the library, where the pairs in force say that it lies, and compares its size. May wake the disks that hold these files.',
    body: z.strictObject({}),
    answer: pathReportSchema
  }),
  restart: route({
    method: 'POST',
    path: paths.restart,
    policy: 'admin',
    summary:
      'Lets the program begin anew by itself, so that settings count that wait for it. A run under way is stopped, and what is half copied is taken back.',
    body: z.strictObject({}),
    answer: accepted
  })
} as const
