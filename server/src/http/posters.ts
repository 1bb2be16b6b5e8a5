/** Posters over HTTP: by ratingKey and the name of a size, never by an address. What has none is answered with a picture of nothing, so that a page needs no second way. */
import { createHash } from 'node:crypto'
import { posterPath, posterSizes } from '@pcu/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { HandOut } from '#engine/posters/posters.ts'
import { Refused } from './failures.ts'
import { mountOther } from './mount.ts'

const askedSchema = z.object({ ratingKey: z.string().regex(/^\d{1,18}$/u), size: z.enum(posterSizes) })

/** One transparent pixel. */
const nothing = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64'
)

const dayS = 24 * 60 * 60

const sendNothing = (reply: FastifyReply, kept: string): FastifyReply =>
  reply.headers({ 'cache-control': kept, 'x-poster': 'none' }).type('image/png').send(nothing)

/** Mounts it. */
export const mountPosters = (app: FastifyInstance, handOut: HandOut): void => {
  mountOther(
    app,
    { method: 'GET', url: posterPath, policy: 'read', exposeHeadRoute: false },
    async (request, reply) => {
      const { ratingKey, size } = askedSchema.parse(request.params)
      const poster = await handOut(ratingKey, size)
      if (poster.kind === 'unknown') throw new Refused(404, 'The library holds nothing of this key.')
      if (poster.kind !== 'picture')
        return sendNothing(reply, poster.kind === 'none' ? 'private, max-age=300' : 'no-store')
      const { type, bytes } = poster.picture
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
      reply.headers({ 'cache-control': `private, max-age=${dayS}`, etag })
      if (request.headers['if-none-match'] === etag) return reply.status(304).send()
      return reply.type(type).send(Buffer.from(bytes))
    }
  )
}
