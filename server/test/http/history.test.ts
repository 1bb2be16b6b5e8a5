/** What happened over HTTP: windows, filters, and a file that no table takes for a program. */
import { type Happened, historyFilePath, paths } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { Face } from '#engine/face.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const aRow = (facts: Partial<Happened> = {}): Happened => ({
  ...{ key: 'unit-7', id: 7, at: Date.UTC(2026, 10, 22, 19), what: 'promoted', title: 'Heat (1995)' },
  ...{ sentence: 'On deck for Ada.', people: ['Ada'], run: 4, trigger: 'plex', bytes: 5, tookMs: 1000 },
  undo: 'home',
  ...facts
})

/** The server, and what came through to the program. */
const serve = (rows: readonly Happened[] = [aRow()], facts: Partial<Face['history']> = {}) => {
  const calls: unknown[] = []
  const face = quietFace({
    history: {
      page: async (query) => {
        calls.push(query)
        return { rows: [...rows], total: 9, facets: { kind: { promoted: 9 }, person: { Ada: 9 } } }
      },
      async *everything(filter) {
        calls.push(filter)
        yield* rows
      },
      runs: async () => 0,
      undo: { ask: async () => undefined, order: async () => undefined },
      ...facts
    }
  })
  const bugs: unknown[] = []
  const app = createHttp({
    ...openDoor(),
    ...{ face, version: '9', pageFolder: undefined, onBug: (thrown: unknown) => bugs.push(thrown) }
  })
  open.push(app)
  return { app, calls, bugs }
}

describe('the history', () => {
  it('comes in windows, narrowed as asked', async () => {
    const { app, calls } = serve()
    const answer = await app.inject(
      `${paths.history}?kind=promoted&person=Ada&text=he&run=4&from=1&until=9&limit=5&offset=10`
    )
    expect(answer.json()).toMatchObject({ rows: [aRow()], total: 9 })
    expect(calls).toEqual([
      { kind: 'promoted', person: 'Ada', text: 'he', run: 4, from: 1, until: 9, limit: 5, offset: 10 }
    ])
  })

  it.each([
    'kind=nothing',
    'kind=promoted&kind=failed',
    'run=0',
    'run=1%20OR%201=1',
    'from=-1',
    'limit=1001',
    'offset=-1',
    `text=${'x'.repeat(201)}`,
    `person=${'x'.repeat(301)}`
  ])('refuses %s', async (query) => {
    const { app, calls } = serve()
    for (const path of [paths.history, historyFilePath]) {
      if (path === historyFilePath && /limit|offset/u.test(query)) continue
      expect((await app.inject(`${path}?${query}`)).statusCode).toBe(400)
    }
    expect(calls).toEqual([])
  })
})

describe('undoing', () => {
  const at = (id: string): string => paths.undo.replace(':id', id)
  const asked = (facts: Partial<Face['history']['undo']>) => {
    const calls: unknown[] = []
    const undo: Face['history']['undo'] = {
      ask: async (id) => {
        calls.push(id)
        return id === 7 ? { does: 'home', sentence: 'It goes home.', refusal: 'Ada is playing it.' } : undefined
      },
      order: async (id, by) => {
        calls.push([id, by])
        if (id !== 7) return id === 8 ? { accepted: false, sentence: 'Ada is playing it.' } : undefined
        return { accepted: true, sentence: 'It goes home.' }
      },
      ...facts
    }
    return { ...serve([], { undo }), asked: calls }
  }
  const order = (app: ReturnType<typeof serve>['app'], url: string, payload = '{}') =>
    app.inject({ method: 'POST', url, headers: { host: 'nas:5443', 'content-type': 'application/json' }, payload })

  it('tells whether it is possible, why not, and that nothing is remembered', async () => {
    const { app } = asked({})
    expect((await app.inject(at('7'))).json()).toEqual({
      ...{ does: 'home', sentence: 'It goes home.', refusal: 'Ada is playing it.' }
    })
    expect((await app.inject(at('9'))).statusCode).toBe(404)
  })

  it('orders in the name of whoever asks, and hands a refusal on', async () => {
    const { app, asked: calls } = asked({})
    expect((await order(app, at('7'))).json()).toEqual({ accepted: true, sentence: 'It goes home.' })
    expect(calls).toEqual([[7, { person: expect.any(String), trigger: 'button' }]])
    expect((await order(app, at('8'))).statusCode).toBe(409)
    expect((await order(app, at('8'))).json()).toMatchObject({ title: 'Ada is playing it.' })
    expect((await order(app, at('9'))).statusCode).toBe(404)
  })

  it.each(['0', '-1', '1.5', 'x', '../7', '7%00', '9007199254740993', `${'9'.repeat(400)}`])(
    'takes no %j for a number',
    async (id) => {
      const { app, asked: calls, bugs } = asked({})
      for (const answer of [await app.inject(at(id)), await order(app, at(id))]) {
        expect(answer.statusCode).toBeGreaterThanOrEqual(400)
        expect(answer.statusCode).toBeLessThan(500)
      }
      expect([calls, bugs]).toEqual([[], []])
    }
  )

  it('takes no name from the body', async () => {
    const { app, asked: calls } = asked({})
    await order(app, at('7'), '{"person":"Eve","by":"Eve","unit":"/etc/passwd"}')
    expect(JSON.stringify(calls)).not.toMatch(/Eve|passwd/u)
  })
})

describe('the file of it', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('is no program for a table: %j', async (title) => {
    const { app } = serve([aRow({ title, people: [title] })])
    const { body, headers } = await app.inject(historyFilePath)
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="history.csv"',
      'cache-control': 'no-store'
    })
    const [, line = ''] = body.split(/\r\n(?=2|$)/u)
    expect(line).toContain(`promoted,${title.includes('\r') ? `"'${title}"` : `'${title}`},On deck for Ada.,`)
  })

  it('keeps quotes, commas and line breaks of titles in their cell', async () => {
    const { app } = serve([aRow({ title: 'A, "B"\nC', run: null, trigger: null, bytes: null, tookMs: null })])
    expect((await app.inject(historyFilePath)).body).toBe(
      'at,what,title,sentence,people,run,trigger,bytes,tookMs\r\n' +
        '2026-11-22T19:00:00.000Z,promoted,"A, ""B""\nC",On deck for Ada.,Ada,,,,\r\n'
    )
  })

  it('comes as JSON as well, narrowed like the list, also when nothing happened', async () => {
    const { app, calls } = serve([aRow(), aRow({ title: '</script>' })])
    const answer = await app.inject(`${historyFilePath}?format=json&kind=promoted`)
    expect(answer.json()).toMatchObject([{ title: 'Heat (1995)', people: ['Ada'] }, { title: '</script>' }])
    expect(answer.headers['content-disposition']).toContain('history.json')
    expect(calls).toEqual([{ text: '', kind: 'promoted' }])
    expect((await serve([]).app.inject(`${historyFilePath}?format=json`)).json()).toEqual([])
    expect((await serve().app.inject(`${historyFilePath}?format=exe`)).statusCode).toBe(400)
  })
})
