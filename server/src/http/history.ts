/** What happened, over HTTP: as windows, and as a file to take away. */
import { Readable } from 'node:stream'
import { type Happened, historyFilePath, historyFileQuerySchema, routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import { mount, mountOther } from './mount.ts'

const columns = ['at', 'what', 'title', 'sentence', 'people', 'run', 'trigger', 'bytes', 'tookMs'] as const

/** Tables take a cell that begins like this for a formula, and names of titles and people come from others. */
const formula = /^[=+\-@\t\r]/u

const cell = (value: string): string => {
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const textOf = (row: Happened, column: (typeof columns)[number]): string => {
  if (column === 'at') return new Date(row.at).toISOString()
  if (column === 'people') return row.people.join('; ')
  return String(row[column] ?? '')
}

const lineOf = (row: Happened): string => `${columns.map((column) => cell(textOf(row, column))).join(',')}\r\n`

async function* asCsv(rows: AsyncIterable<Happened>): AsyncIterable<string> {
  yield `${columns.join(',')}\r\n`
  for await (const row of rows) yield lineOf(row)
}

async function* asJson(rows: AsyncIterable<Happened>): AsyncIterable<string> {
  let before = '[\n'
  for await (const { key: _key, id: _id, ...row } of rows) {
    yield `${before}${JSON.stringify(row)}`
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

const formats = {
  csv: { type: 'text/csv; charset=utf-8', name: 'history.csv', write: asCsv },
  json: { type: 'application/json; charset=utf-8', name: 'history.json', write: asJson }
} as const

/** Adds the endpoints. */
export const mountHistory = (app: FastifyInstance, { history, runs }: Face): void => {
  mount(app, routes.runs, async ({ query }) => ({
    runs: [...(await runs(query.limit, query.offset))],
    total: await history.runs()
  }))
  mount(app, routes.history, ({ query }) => history.page(query))
  mountOther(app, { method: 'GET', url: historyFilePath, policy: 'read', exposeHeadRoute: false }, (request, reply) => {
    const { format, ...filter } = historyFileQuerySchema.parse(request.query)
    const { type, name, write } = formats[format]
    return reply
      .headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${name}"` })
      .type(type)
      .send(Readable.from(write(history.everything(filter))))
  })
}
