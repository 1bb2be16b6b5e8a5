/** The log over HTTP: its newest lines, and its file to take away. No name of a file comes from outside. */
import { Readable } from 'node:stream'
import { logFilePath, routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { chooseLines } from '#engine/tell/log-lines.ts'
import type { LogBook } from '#ports/log.ts'
import { mount, mountOther } from './mount.ts'

/** Adds the endpoints. */
export const mountLog = (app: FastifyInstance, book: LogBook): void => {
  mount(app, routes.log, async ({ query }) => {
    const { lines, ...rest } = chooseLines(book.lines(), query)
    return { ...rest, lines: [...lines], level: book.level, file: (await book.file()) ?? null }
  })
  mountOther(app, { method: 'GET', url: logFilePath, policy: 'read', exposeHeadRoute: false }, (_request, reply) =>
    reply
      .headers({
        'cache-control': 'no-store',
        'content-disposition': 'attachment; filename="plexcache_ultra.log"'
      })
      .type('text/plain; charset=utf-8')
      .send(Readable.from(book.text()))
  )
}
