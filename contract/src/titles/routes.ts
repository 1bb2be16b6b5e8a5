/** The endpoints that are asked about single titles, and that pin them. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { accepted, numberInPath, route } from '../route.ts'
import { pinAnswerSchema, pinOrderSchema, pinSchema } from './pin.ts'
import { whySchema } from './why.ts'

export const titleRoutes = {
  why: route({
    method: 'GET',
    path: paths.why,
    policy: 'read',
    summary:
      'Why a title is where it is: who wants it, its rank, every rule’s answer, what would change it, what happened. Touches no disk.',
    query: z.object({ title: z.string().min(1).max(2000) }),
    answer: whySchema
  }),
  pins: route({
    method: 'GET',
    path: paths.pins,
    policy: 'read',
    summary: 'What was pinned by whom, and what each pin holds in the library as last read. Asks nobody.',
    answer: z.object({ pins: z.array(pinSchema) })
  }),
  pin: route({
    method: 'POST',
    path: paths.pin,
    policy: 'operate',
    summary: 'Pins a title, so that it is brought to the pool and stays there; counts from the next run on.',
    body: pinOrderSchema,
    answer: pinAnswerSchema
  }),
  unpin: route({
    method: 'DELETE',
    path: paths.unpin,
    policy: 'operate',
    summary: 'Takes a pin away; what it held leaves when nobody else wants it.',
    params: z.object({ id: numberInPath }),
    answer: accepted
  })
} as const
