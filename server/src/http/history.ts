/** What happened, over HTTP: as windows, and as a file to take away. */
import { Readable } from 'node:stream'
import { type Happened, historyFilePath, historyFileQuerySchema, routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { Principal } from '#core/access/principal.ts'
import type { Face } from '#engine/face.ts'
import type { Orderer } from '#engine/history/undo.ts'
import type { Gate } from './access/gate.ts'
import { Refused } from './failures.ts'
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

const forgotten = 'Nothing of this number is remembered; what is oldest is forgotten.'

/** As reasons name whoever ordered it. */
const ordererOf = (principal: Principal | undefined): Orderer => {
  if (principal?.by === 'command') return { person: 'the command line', trigger: 'command' }
  const isNamed = principal !== undefined && principal.by !== 'nothing'
  return { person: isNamed ? principal.name : 'somebody on the page', trigger: 'button' }
}

/** Adds the endpoints. */
export const mountHistory = (app: FastifyInstance, { history, runs }: Face, gate: Gate): void => {
  mount(app, routes.runs, async ({ query }) => ({
    runs: [...(await runs(query.limit, query.offset))],
    total: await history.runs()
  }))
  mount(app, routes.history, ({ query }) => history.page(query))
  mount(app, routes.askUndo, async ({ params }) => {
    const answer = await history.undo.ask(params.id)
    if (answer === undefined) throw new Refused(404, forgotten)
    return answer
  })
  mount(app, routes.undo, async ({ params }, { request }) => {
    const answer = await history.undo.order(params.id, ordererOf(await gate.identify(request)))
    if (answer === undefined) throw new Refused(404, forgotten)
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
  mountOther(app, { method: 'GET', url: historyFilePath, policy: 'read', exposeHeadRoute: false }, (request, reply) => {
    const { format, ...filter } = historyFileQuerySchema.parse(request.query)
    const { type, name, write } = formats[format]
    return reply
      .headers({ 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${name}"` })
      .type(type)
      .send(Readable.from(write(history.everything(filter))))
  })
}
