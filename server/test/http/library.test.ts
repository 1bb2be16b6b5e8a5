/** The library's list over HTTP: what a question may hold, and what comes of one that is hostile. */
import { type LibraryPage, type LibraryQuery, mostRows } from '@pcu/contract'
import { afterEach, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const empty: LibraryPage = {
  ...{ rows: [], total: 0, bytes: 0, of: 1, sections: [], readAt: null, unread: [], trouble: null },
  facets: { state: {}, kind: {}, section: {}, person: {}, reason: {}, pinned: {} }
}

/** The server, and every question that came through to the program. */
const serve = () => {
  const asked: LibraryQuery[] = []
  const bugs: unknown[] = []
  const app = createHttp({
    ...openDoor(),
    face: quietFace({
      library: async (query) => {
        asked.push(query)
        return empty
      }
    }),
    version: '9',
    pageFolder: undefined,
    onBug: (thrown) => bugs.push(thrown)
  })
  open.push(app)
  return {
    asked,
    bugs,
    get: (query: string) =>
      app.inject({ method: 'GET', url: `/api/v1/library?${query}`, headers: { host: 'nas:5443' } })
  }
}

it('takes a window, filters, an order and words, and has a default for each', async () => {
  const { get, asked } = serve()
  expect((await get('')).statusCode).toBe(200)
  const all = 'offset=100&limit=50&state=cached&kind=movie&section=1&person=Mia&reason=on-deck&pinned=yes'
  expect((await get(`${all}&order=size&reversed=yes&text=%C3%A9toile`)).statusCode).toBe(200)
  expect(asked).toEqual([
    { offset: 0, limit: 100, text: '', order: 'title', reversed: 'no' },
    {
      ...{ offset: 100, limit: 50, state: 'cached', kind: 'movie', section: '1', person: 'Mia', reason: 'on-deck' },
      ...{ pinned: 'yes', order: 'size', reversed: 'yes', text: 'étoile' }
    }
  ])
})

it.each([
  ['an order that nobody knows', 'order=path'],
  ['SQL as an order', 'order=title;drop%20table%20runs'],
  ['a state that nobody knows', 'state=everywhere'],
  ['two values where one belongs', 'state=cached&state=array'],
  ['a list where a text belongs', 'text[]=a'],
  ['a window from before the beginning', 'offset=-1'],
  ['a window of nothing', 'limit=0'],
  ['a window of too much', `limit=${mostRows + 1}`],
  ['a number that is none', 'offset=NaN'],
  ['a number beyond all numbers', 'offset=1e309'],
  ['half a row', 'limit=1.5'],
  ['a text without end', `text=${'x'.repeat(201)}`],
  ['a person without end', `person=${'x'.repeat(301)}`]
])('refuses %s', async (name, query) => {
  const { get, asked, bugs } = serve()
  const { statusCode } = await get(query)
  // What is none of its fields is passed over, as everywhere.
  expect([name, statusCode]).toEqual([name, query.startsWith('text[') ? 200 : 400])
  expect(asked).toHaveLength(statusCode === 200 ? 1 : 0)
  expect(bugs).toEqual([])
})

it.each(['__proto__', 'constructor', '%00', '%F0%9F%8E%AC', '../../etc/passwd', '%ED%A0%80', '<script>'])(
  'takes %s for a person or words like any other',
  async (text) => {
    const { get, bugs } = serve()
    expect((await get(`person=${text}&text=${text}&section=${text}&__proto__=x`)).statusCode).toBe(200)
    expect(bugs).toEqual([])
  }
)
