import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { UnitEvent } from '#ports/store.ts'
import { openStore, type Store } from '#store/open.ts'
import { createRunStore } from '#store/runs.ts'
import { createHistory } from './history.ts'

let folder = ''
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/history-`)
  store = await openStore({ path: `${folder}/db` })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const event = (name: string, at: number): UnitEvent => ({
  unit: sharePath(`/mnt/user/${name}`),
  title: name,
  at,
  what: 'promoted',
  sentence: 'On deck for Ada.',
  runId: 7,
  bytes: 5,
  tookMs: 1000
})

describe('the history of a title', () => {
  it('is told newest first, also after a restart', async () => {
    const first = { ...event('a', 1), what: 'failed' as const, runId: undefined, tookMs: undefined }
    const history = createHistory(store.db)
    await history.note(first)
    await history.note(event('a', 2))
    await history.note(event('b', 3))
    await store.close()
    store = await openStore({ path: `${folder}/db` })
    expect(await createHistory(store.db).of(sharePath('/mnt/user/a'), 9)).toEqual([event('a', 2), first])
    expect(await createHistory(store.db).of(sharePath('/mnt/user/a'), 1)).toEqual([event('a', 2)])
  })

  it('forgets by number: of each title, and altogether', async () => {
    const history = createHistory(store.db, { ofUnit: 3, altogether: 5 })
    const times = async (name: string) => (await history.of(sharePath(`/mnt/user/${name}`), 99)).map(({ at }) => at)
    for (const at of [1, 2, 3, 4, 5]) await history.note(event('a', at))
    await history.note(event('b', 6))
    expect([await times('a'), await times('b')]).toEqual([[5, 4, 3], [6]])
    for (const at of [7, 8, 9]) await history.note(event('b', at))
    expect([await times('a'), await times('b')]).toEqual([[5], [9, 8, 7]])
  })
})

describe('what happened, of all titles together', () => {
  const window = { offset: 0, limit: 9, text: '' }
  const filled = async () => {
    const history = createHistory(store.db)
    const run = await createRunStore(store.db).begin({ trigger: 'plex', dryRun: false, at: 1 })
    await history.note({ ...event('Amélie', 10), people: ['Ada', "O'Brien"], runId: run.id })
    await history.note({ ...event('100%_[a]*', 20), what: 'failed', people: ['Ada'], sentence: 'The disk is full.' })
    await history.note({ ...event('Ronin', 30), what: 'returned' })
    await history.note({ ...event('Ronin', 30), what: 'timer' })
    await sql`INSERT INTO watch_play (id, rating_key, title, person, started_at, heard_at, finished_at, watched_ms, tier, did, cached_units)
      VALUES (1, 'k', 'Heat', 'Ada', 1, 1, 25, 7000, 'pool', 'cached', 0),
             (2, 'k', 'Unfinished', 'Ada', 1, 1, NULL, 7000, 'pool', 'cached', 0)`.execute(store.db)
    return history
  }
  const titles = async (filter: Partial<Parameters<ReturnType<typeof createHistory>['page']>[0]>) => {
    const { rows, total } = await (await filled()).page({ ...window, ...filter })
    expect(total).toBe(rows.length)
    return rows.map(({ title }) => title)
  }

  it('is told newest first, with what was watched to the end, who wanted it, and what set the run off', async () => {
    const { rows, total, facets } = await (await filled()).page(window)
    expect(rows.map(({ title, what, people, trigger }) => [title, what, people, trigger])).toEqual([
      ['Ronin', 'returned', [], null],
      ['Heat', 'finished', ['Ada'], null],
      ['100%_[a]*', 'failed', ['Ada'], null],
      ['Amélie', 'promoted', ['Ada', "O'Brien"], 'plex']
    ])
    expect([total, facets]).toEqual([
      4,
      { kind: { returned: 1, finished: 1, failed: 1, promoted: 1 }, person: { Ada: 3, "O'Brien": 1 } }
    ])
  })

  it.each([
    ['a kind', { kind: 'failed' as const }, ['100%_[a]*']],
    ['a person, also one with a quote', { person: "O'Brien" }, ['Amélie']],
    ['nobody', { person: "x' OR 1=1 --" }, []],
    ['words in any case, beyond a to z as well', { text: 'AMÉ deck' }, ['Amélie']],
    ['signs that a pattern would be made of', { text: '%_[a]*' }, ['100%_[a]*']],
    ['a day', { from: 20, until: 30 }, ['Heat', '100%_[a]*']],
    ['all of it', { person: 'Ada', kind: 'failed' as const, text: 'disk', from: 20, until: 21 }, ['100%_[a]*']]
  ])('is narrowed to %s', async (_what, filter, expected) => {
    expect(await titles(filter)).toEqual(expected)
  })

  it('is read in windows, while the numbers are those of everything', async () => {
    const history = await filled()
    const second = await history.page({ ...window, offset: 1, limit: 2 })
    expect([second.rows.map(({ title }) => title), second.total]).toEqual([['Heat', '100%_[a]*'], 4])
    const { facets, total } = await history.page({ ...window, kind: 'failed', person: 'Ada' })
    expect([facets, total]).toEqual([{ kind: { finished: 1, failed: 1, promoted: 1 }, person: { Ada: 1 } }, 1])
  })
})
