import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlayStart } from '#core/insight/start.ts'
import type { CacheSample } from '#ports/insight/insight.ts'
import { openStore, type Store } from '#store/open.ts'
import { createInsightStore } from './insight-store.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 2, 6, 20)

let folder = ''
let store: Store
const insight = () => createInsightStore(store.db)
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/insight-`)
  store = await openStore({ path: `${folder}/db` })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
const reopen = async (): Promise<void> => {
  await store.close()
  store = await openStore({ path: `${folder}/db` })
}

const aStart = (play: number, facts: Partial<PlayStart> = {}): PlayStart => ({
  play,
  at: now + play,
  ratingKey: '121',
  title: 'Film',
  person: 'Ada',
  personId: '7',
  sectionId: '1',
  tier: 'array',
  miss: 'never-predicted',
  bytes: 5_000_000_000,
  disk: '/mnt/disk1',
  diskState: 'asleep',
  ...facts
})

const aSample = (at: number, facts: Partial<CacheSample> = {}): CacheSample => ({
  at,
  bytes: 1000,
  units: 2,
  limitBytes: 5000,
  freeBytes: 70,
  totalBytes: 9000,
  ...facts
})

describe('starts of plays', () => {
  it('are kept once each, the first of them, over restarts', async () => {
    await insight().noteStart(aStart(1))
    await reopen()
    expect([await insight().hasStart(1), await insight().hasStart(2)]).toEqual([true, false])
    await insight().noteStart(aStart(1, { tier: 'pool', miss: undefined }))
    await insight().noteStart(
      aStart(2, {
        tier: 'unknown',
        miss: undefined,
        personId: undefined,
        sectionId: undefined,
        bytes: undefined,
        disk: undefined,
        diskState: 'unknown'
      })
    )
    const starts = await insight().starts(0)
    expect(starts).toEqual([
      aStart(1),
      aStart(2, {
        tier: 'unknown',
        miss: undefined,
        personId: undefined,
        sectionId: undefined,
        bytes: undefined,
        disk: undefined,
        diskState: 'unknown'
      })
    ])
    expect(await insight().starts(now + 2)).toHaveLength(1)
  })
})

describe('counts of plays', () => {
  it('are made of those that are alike, from a moment to another', async () => {
    const facts = [
      { at: now - 1 },
      { at: now, bytes: undefined },
      { at: now + 1, diskState: 'quiet' },
      { at: now + 2, diskState: 'quiet' },
      { at: now + 3, tier: 'pool', miss: undefined },
      { at: now + 4 }
    ] as const
    for (const [n, one] of facts.entries()) await insight().noteStart(aStart(n + 1, one))
    const never = { tier: 'array', miss: 'never-predicted' } as const
    const groups = await insight().groups(now, now + 4)
    expect(groups).toHaveLength(3)
    expect(groups).toEqual(
      expect.arrayContaining([
        { ...never, isAsleep: true, plays: 1, bytes: 0 },
        { ...never, isAsleep: false, plays: 2, bytes: 10_000_000_000 },
        { tier: 'pool', miss: undefined, isAsleep: true, plays: 1, bytes: 5_000_000_000 }
      ])
    )
    expect((await insight().missed(now, 2)).map(({ play }) => play)).toEqual([6, 4])
  })

  it('of days end where the next begins', async () => {
    const facts = [
      { at: now - 1 },
      { at: now, tier: 'pool', miss: undefined },
      { at: now + day - 1 },
      { at: now + day, tier: 'unknown', miss: undefined },
      { at: now + 9 * day }
    ] as const
    for (const [n, one] of facts.entries()) await insight().noteStart(aStart(n + 1, one))
    expect(await insight().days([now, now + day, now + 2 * day])).toEqual([
      { pool: 1, array: 1, other: 0 },
      { pool: 0, array: 0, other: 1 },
      { pool: 0, array: 1, other: 0 }
    ])
    expect(await insight().days([])).toEqual([])
  })
})

describe('samples of the pool', () => {
  it('are one an hour, the newest', async () => {
    await insight().noteSample(aSample(now))
    await insight().noteSample(aSample(now + hour / 2, { bytes: 2000, limitBytes: undefined }))
    await insight().noteSample(aSample(now + hour, { bytes: 3000, freeBytes: undefined, totalBytes: undefined }))
    await reopen()
    expect(await insight().samples({ since: 0, most: 1000 })).toEqual([
      aSample(now + hour, { bytes: 3000, freeBytes: undefined, totalBytes: undefined })
    ])
    expect(await insight().samples({ since: now, most: 1000 })).toEqual([
      aSample(now + hour / 2, { bytes: 2000, limitBytes: undefined }),
      aSample(now + hour, { bytes: 3000, freeBytes: undefined, totalBytes: undefined })
    ])
  })

  it('are fewer of a longer time: the newest of each stretch, and the newest of all', async () => {
    for (let n = 0; n < 100; n += 1) await insight().noteSample(aSample(now + n * hour, { bytes: n }))
    const told = await insight().samples({ since: now, most: 7 })
    expect(told.map(({ bytes }) => bytes)).toEqual([14, 29, 44, 59, 74, 89, 99])
  })
})

describe('disks', () => {
  it('are told as they went into the time that is asked for, and with every change', async () => {
    await insight().noteDisks([
      { path: '/mnt/disk1', at: now, state: 'awake' },
      { path: '/mnt/disk2', at: now, state: 'asleep' }
    ])
    await insight().noteDisks([{ path: '/mnt/disk1', at: now + hour, state: 'asleep' }])
    await reopen()
    expect(await insight().disks(now + 1)).toEqual([
      { path: '/mnt/disk1', at: now, state: 'awake' },
      { path: '/mnt/disk2', at: now, state: 'asleep' },
      { path: '/mnt/disk1', at: now + hour, state: 'asleep' }
    ])
  })
})

describe('what is old', () => {
  it('is forgotten, but for what each disk did when the time that is kept began', async () => {
    await insight().noteStart(aStart(1, { at: now - 9 * day }))
    await insight().noteStart(aStart(2, { at: now }))
    await insight().noteSample(aSample(now - 9 * day))
    await insight().noteSample(aSample(now))
    await insight().noteDisks([
      { path: '/mnt/disk1', at: now - 9 * day, state: 'awake' },
      { path: '/mnt/disk1', at: now - 8 * day, state: 'asleep' },
      { path: '/mnt/disk2', at: now - 9 * day, state: 'asleep' }
    ])
    await insight().forget({ facts: now - day, disks: now - day })
    expect((await insight().starts(0)).map(({ play }) => play)).toEqual([2])
    expect(await insight().beginnings()).toEqual({ plays: now, samples: now })
    expect(await insight().disks(now)).toEqual([
      { path: '/mnt/disk1', at: now - 8 * day, state: 'asleep' },
      { path: '/mnt/disk2', at: now - 9 * day, state: 'asleep' }
    ])
  })

  it('nothing was kept yet', async () => {
    expect(await insight().beginnings()).toEqual({ plays: undefined, samples: undefined })
    expect(await insight().samples({ since: now, most: 400 })).toEqual([])
  })
})
