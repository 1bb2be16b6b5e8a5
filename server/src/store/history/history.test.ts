import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { UnitEvent } from '#ports/store.ts'
import { openStore, type Store } from '#store/open.ts'
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
