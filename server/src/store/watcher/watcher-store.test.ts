/** What the watcher keeps over restarts: as it was written, and no more of it than is needed. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Play } from '#core/watcher/play.ts'
import { openStore, type Store } from '#store/open.ts'
import { aUnit, hour, now } from '#test/builders/world.ts'
import { createWatcherStore } from './watcher-store.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/watcher-store-`)
  store = await openStore({ path: `${folder}/store.db` })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const { id: unit } = aUnit({ name: 'a' })
const aPlay = (id: number, facts: Partial<Play> = {}): Play => ({
  id,
  ratingKey: `${id}`,
  title: 'Film',
  person: 'Ada',
  personId: '7',
  player: 'tv',
  startedAt: now,
  heardAt: now + id,
  endedAt: undefined,
  finishedAt: undefined,
  percent: 12,
  positionMs: undefined,
  durationMs: 5000,
  isPaused: true,
  watchedMs: 600,
  tier: 'pool',
  unit,
  did: 'cached',
  cachedUnits: 3,
  ...facts
})
const many = (from: number, count: number): readonly Play[] => Array.from({ length: count }, (_, n) => aPlay(from + n))

describe('plays', () => {
  it('come back as they were written, those heard of lately at once and all others as history', async () => {
    const kept = createWatcherStore(store.db)
    const nameless = aPlay(2, { personId: undefined, player: undefined, unit: undefined, percent: undefined })
    await kept.write({ plays: [aPlay(1, { heardAt: now - 48 * hour }), nameless] })
    await kept.write({ plays: [{ ...nameless, endedAt: now + 5, finishedAt: now + 4 }] })
    const record = await kept.read(now - hour)
    expect(record.plays).toEqual([{ ...nameless, endedAt: now + 5, finishedAt: now + 4 }])
    expect(record.nextId).toBe(3)
    expect((await kept.history(9)).map(({ id }) => id)).toEqual([2, 1])
  })

  it('are kept by number: a thousand are all there, and the oldest go when there are twenty thousand', async () => {
    const kept = createWatcherStore(store.db)
    await kept.write({ plays: many(1, 1000) })
    expect(await kept.history(5000)).toHaveLength(1000)
    await kept.write({ plays: [aPlay(20_500)] })
    const left = await kept.history(5000)
    expect(left).toHaveLength(501)
    expect(left.at(-1)?.id).toBe(501)
  })
})

describe('timers, wishes that were met, what was sent home and counts', () => {
  const timer = {
    since: 'caching',
    title: 'a',
    ratingKeys: ['a'],
    begunAt: now,
    people: ['Ada'],
    postponedAt: now
  } as const
  const counts = {
    since: now,
    watches: 1,
    cached: 2,
    alreadyThere: 3,
    returned: 4,
    postponed: 5,
    failures: 6,
    toCachedMs: 7
  }

  it('come back as they were written last, and go when they are dropped', async () => {
    const kept = createWatcherStore(store.db)
    const sent = { at: now, people: ['Ben'] }
    expect((await kept.read(0)).counts).toBeUndefined()
    await kept.write({
      timers: new Map([[unit, { ...timer, postponedAt: undefined }]]),
      sentHome: new Map([[unit, sent]]),
      met: new Map([['a', now]]),
      counts
    })
    await kept.write({ timers: new Map([[unit, timer]]), counts: { ...counts, watches: 9 } })
    expect(await kept.read(0)).toMatchObject({
      timers: new Map([[unit, timer]]),
      sentHome: new Map([[unit, sent]]),
      met: new Map([['a', now]]),
      counts: { ...counts, watches: 9 }
    })
    await kept.write({ timers: new Map([[unit, undefined]]), sentHome: new Map([[unit, undefined]]) })
    expect(await kept.read(now + 1)).toMatchObject({ timers: new Map(), sentHome: new Map(), met: new Map() })
  })
})
