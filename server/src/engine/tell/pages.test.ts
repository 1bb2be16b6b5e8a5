/** Windows on long lists: every row is in exactly one of them, and the counts are those of the whole. */
import { type CachedUnit, type Decision, type RunReport, routes, worded } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { pageOfCached, pageOfDecisions } from './pages.ts'
import { emptyCounts } from './tally.ts'

const aUnit = (id: number): CachedUnit => ({
  id,
  unit: `/share/${id}.mkv`,
  title: `Title ${id}`,
  state: id % 10 === 0 ? 'partial' : 'complete',
  original: 'keep',
  presentation: 'union',
  because:
    id % 2 === 0
      ? [worded({ code: 'on-deck', person: 'Ada' }), worded({ code: 'on-deck', person: 'Ben' })]
      : [worded({ code: 'playing', person: 'Ada' })],
  promotedAt: id,
  sizeBytes: 10,
  files: [{ path: `/share/${id}.mkv`, poolPath: `/pool/${id}.mkv`, sizeBytes: 10 }]
})
const units = Array.from({ length: 250 }, (_, n) => aUnit(n + 1))
const cached = (query: Readonly<Record<string, unknown>>) => pageOfCached(units, routes.cached.query.parse(query))

describe('a window on what lies on the pool', () => {
  it('is the first hundred of the newest where nothing is said', () => {
    const page = cached({})
    expect(page.units.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, n) => 250 - n))
    expect(page).toMatchObject({ total: 250, bytes: 2500 })
  })

  it('holds every row once, whatever the order, and nothing behind the end', () => {
    for (const order of ['newest', 'largest', 'title']) {
      const pages = ['0', '100', '200', '300'].map((offset) => cached({ order, offset }))
      expect(pages.map((page) => page.units.length)).toEqual([100, 100, 50, 0])
      expect(new Set(pages.flatMap((page) => page.units.map(({ id }) => id))).size).toBe(250)
      expect(pages.at(-1)?.total).toBe(250)
    }
  })

  it('counts what the filters leave, and of each value what the other filters leave; a unit counts once for a reason', () => {
    expect(cached({}).facets).toEqual({
      state: { complete: 225, partial: 25 },
      because: { 'on-deck': 125, playing: 125 }
    })
    const page = cached({ state: 'partial', limit: '5' })
    expect(page).toMatchObject({ total: 25, bytes: 250 })
    expect(page.units).toHaveLength(5)
    expect(page.facets).toEqual({ state: { complete: 225, partial: 25 }, because: { 'on-deck': 25 } })
    expect(cached({ because: 'playing' }).facets).toEqual({
      state: { complete: 125 },
      because: { 'on-deck': 125, playing: 125 }
    })
    expect(cached({ state: 'orphan' })).toMatchObject({ units: [], total: 0, bytes: 0 })
  })

  it('finds every word of a text in titles, sentences and paths', () => {
    expect(cached({ text: 'ADA /pool/25' }).units.map(({ id }) => id)).toEqual([250, 25])
    expect(cached({ text: 'ada', because: 'playing', state: 'complete' }).total).toBe(125)
  })
})

describe('a window on what a run decided', () => {
  const decisions = Array.from(
    { length: 120 },
    (_, n): Decision => ({
      unit: `/share/${n}.mkv`,
      title: `Title ${n}`,
      action: n < 3 ? 'promote' : 'leave',
      because: [worded({ code: 'on-deck', person: 'Ada' })],
      refusals: [],
      score: [],
      rank: n + 1,
      sizeBytes: 1,
      files: 1,
      from: null,
      to: null
    })
  )
  const report: RunReport = {
    id: 7,
    trigger: 'button',
    dryRun: false,
    startedAt: 1,
    finishedAt: 2,
    outcome: 'done',
    sentence: 'Done.',
    ...emptyCounts,
    requests: 0,
    decisions
  }
  const decided = (query: Readonly<Record<string, unknown>>) =>
    pageOfDecisions(report, routes.latestPlan.query.parse(query))

  it('keeps the order of the plan and the facts of the run, and counts every action', () => {
    const page = decided({ offset: '100' })
    expect(page).toMatchObject({ id: 7, sentence: 'Done.', total: 120, facets: { action: { promote: 3, leave: 117 } } })
    expect(page.decisions.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, n) => 101 + n))
  })

  it('is narrowed by an action and a text', () => {
    expect(decided({ action: 'promote' }).decisions.map(({ title }) => title)).toEqual([
      'Title 0',
      'Title 1',
      'Title 2'
    ])
    expect(decided({ text: 'title 11', action: 'leave' })).toMatchObject({
      total: 11,
      facets: { action: { leave: 11 } }
    })
  })
})
