/** Holds the page's own reckoning: events into status, parts of the pool, filter and order, bundled questions. */
import { arranged, holding, type LiveEvent, type Order, type Status, searchable, wordsOfCached } from '@pcu/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from '../src/features/status/pool-parts.ts'
import { applyEvent } from '../src/live/apply.ts'
import { createRefresher } from '../src/live/refresher.ts'
import { aCachedUnit, aMove, aRun, GB, none } from './builders.ts'
import { busyWorld } from './worlds.ts'

const { status } = busyWorld()
const after = (...events: readonly LiveEvent[]): Status => events.reduce(applyEvent, status)
const at = Date.now()

describe('applyEvent', () => {
  it('ignores what the status already knows', () => {
    const old: LiveEvent = { id: status.lastEventId, at, type: 'run.finished', run: aRun(42) }
    expect(after(old)).toBe(status)
  })

  it('replaces a move by its newer self and keeps the order of the others', () => {
    const now = after({ id: 101, at, type: 'move.progressed', move: aMove('5', { bytesDone: 7 * GB }) })
    expect(now.moves.map(({ id, bytesDone }) => [id, bytesDone])).toEqual([
      ['4', 2 * GB],
      ['5', 7 * GB],
      ['6', 3 * GB]
    ])
  })

  it('counts a finished move to its run, so that the whole never shrinks when a move leaves the list', () => {
    const now = after({ id: 101, at, type: 'move.finished', move: aMove('4'), runId: 42, tookMs: 1 })
    expect(now.moves).toHaveLength(2)
    expect(now.currentRun?.done.promoted).toEqual({ units: 1, bytes: 8 * GB })
  })

  it('leaves the run alone when a move of another run ends', () => {
    const now = after({ id: 101, at, type: 'move.finished', move: aMove('4'), runId: 7, tookMs: 1 })
    expect(now.currentRun?.done.promoted).toEqual(none)
  })

  it('has nothing under way when a run has finished', () => {
    const now = after({ id: 101, at, type: 'run.finished', run: aRun(42) })
    expect([now.currentRun, now.moves, now.lastRun?.id]).toEqual([null, [], 42])
  })

  it('comes to the same end however often events are repeated', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 })
    const events = Array.from(
      { length: 10 },
      (_, step): LiveEvent => ({ id: 101 + step, at, type: 'move.progressed', move: aMove('4', { bytesDone: step }) })
    )
    fc.assert(
      fc.property(numbers, (repeated) => {
        const again = repeated.flatMap((index) => events.slice(index, index + 1))
        expect([...events, ...again].reduce(applyEvent, status)).toEqual(after(...events))
      })
    )
  })
})

describe('partsOf', () => {
  it('always adds up to the whole, with no part below nothing', () => {
    const bytes = fc.integer({ min: 0, max: 10_000 })
    const sizes = fc.record({
      totalBytes: fc.integer({ min: 1, max: 10_000 }),
      freeBytes: bytes,
      ownedBytes: bytes,
      floorBytes: bytes
    })
    fc.assert(
      fc.property(sizes, (given) => {
        const parts = partsOf({ ...status.pool, ...given })
        const four = [parts?.ours ?? -1, parts?.others ?? -1, parts?.free ?? -1, parts?.floor ?? -1]
        expect(Math.min(...four)).toBeGreaterThanOrEqual(0)
        expect(four.reduce((sum, part) => sum + part, 0)).toBe(given.totalBytes)
      })
    )
  })

  it('is not known while the pool cannot be measured', () => {
    expect(partsOf({ ...status.pool, totalBytes: null })).toBeNull()
  })
})

describe('what is shown of the pool', () => {
  const units = [
    aCachedUnit(1, { title: 'Ten 10', sizeBytes: 2 }),
    aCachedUnit(2, { title: 'ten 9', sizeBytes: 9 }),
    aCachedUnit(3, { title: 'Other', sizeBytes: 5 })
  ]
  const all = searchable(units, wordsOfCached)
  const titles = (filter: string, order: Order) => arranged(holding(all, filter), order).map(({ title }) => title)

  it('finds every word, in any case, in titles, reasons and paths', () => {
    expect(titles('TEN 1', 'title')).toEqual(['Ten 10'])
    expect(titles('episode owner', 'newest')).toHaveLength(3)
    expect(titles('S02E03.en.srt', 'newest')).toEqual(['Other'])
  })

  it('orders by age, size, and titles with numbers as people do', () => {
    expect(titles('', 'newest')).toEqual(['Ten 10', 'ten 9', 'Other'])
    expect(titles('', 'largest')).toEqual(['ten 9', 'Other', 'Ten 10'])
    expect(titles('', 'title')).toEqual(['Other', 'ten 9', 'Ten 10'])
  })
})

describe('createRefresher', () => {
  it('asks once for a burst, and again for what became old while it asked', async () => {
    const asked: string[] = []
    const finished = Promise.withResolvers<void>()
    const refresh = createRefresher<string>(async (name) => {
      asked.push(name)
      const next = { status: () => refresh(['cached']), cached: () => finished.resolve() }[name]
      next?.()
    }, 0)
    refresh(['status'])
    refresh(['status'])
    await finished.promise
    expect(asked).toEqual(['status', 'cached'])
  })
})
