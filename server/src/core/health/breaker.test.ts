import { describe, expect, it } from 'vitest'
import { now } from '#test/builders/world.ts'
import { type Breaker, closedBreaker, type Incident, mend, positionOf, seenUnwell, trip, withRoom } from './breaker.ts'

const minute = 60_000
const day = 24 * 60 * minute

const an = (kind: Incident['kind'], facts: Partial<Incident> = {}): Incident => ({
  kind,
  file: 'a.mkv',
  sentence: 'Could not.',
  needBytes: 100,
  ...facts
})

const after = (incidents: readonly Incident[], at = now, freeBytes?: number): Breaker =>
  incidents.reduce((breaker, incident) => trip(breaker, incident, { now: at, freeBytes }), closedBreaker)

describe('what errors make of a root', () => {
  it.each([
    ['full', 'full'],
    ['write-failed', 'broken'],
    ['gone', 'offline'],
    ['read-only', 'read-only']
  ] as const)('%s: %s at once', (kind, state) => {
    expect(after([an(kind)]).trouble).toMatchObject({ state, since: now, tries: 1, sentence: 'Could not.' })
  })

  it.each(['read-failed', 'unverified'] as const)('%s: broken after two different files, not after one', (kind) => {
    expect(after([an(kind), an(kind)]).trouble).toBeUndefined()
    expect(after([an(kind), an(kind, { file: 'b.mkv' })]).trouble?.state).toBe('broken')
  })

  it('keeps the heavier trouble: a broken disk that is then remounted read-only stays broken', () => {
    expect(after([an('write-failed'), an('read-only'), an('full'), an('gone')]).trouble?.state).toBe('broken')
    expect(after([an('read-only'), an('write-failed')]).trouble?.state).toBe('broken')
  })

  it('remembers since when', () => {
    const first = trip(closedBreaker, an('gone'), { now, freeBytes: undefined })
    const again = trip(first, an('gone', { sentence: 'Still not.' }), { now: now + minute, freeBytes: undefined })
    expect(again.trouble).toMatchObject({ since: now, sentence: 'Still not.', tries: 2 })
  })
})

describe('when it is tried again', () => {
  it('waits 1, 2, 4 … 60 minutes for one that does not answer', () => {
    let breaker = closedBreaker
    const waits = Array.from({ length: 9 }, () => {
      breaker = trip(breaker, an('gone'), { now, freeBytes: undefined })
      return ((breaker.trouble?.retryAt ?? 0) - now) / minute
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  })

  it.each(['write-failed', 'full'] as const)('waits a day after %s', (kind) => {
    const breaker = after([an(kind)])
    expect(positionOf(breaker, now + day - 1)).toBe('open')
    expect(positionOf(breaker, now + day)).toBe('trial')
  })

  it('is closed when nothing is known against it', () => {
    expect(positionOf(closedBreaker, now)).toBe('closed')
    expect(positionOf(after([an('read-failed')]), now)).toBe('closed')
  })

  it('does not wait for ever when the clock was wrong', () => {
    expect(positionOf(after([an('gone')], now + 400 * day), now)).toBe('trial')
  })
})

describe('a full root', () => {
  it('is usable again when more is free than what failed', () => {
    const full = after([an('full', { needBytes: 100 })], now, 60)
    expect(withRoom(full, 100)).toBe(full)
    expect(withRoom(full, undefined)).toBe(full)
    expect(withRoom(full, 101).trouble).toBeUndefined()
  })

  it('whose quota shows in no figure waits until more is free than when it failed', () => {
    const full = after([an('full', { needBytes: 100 })], now, 5000)
    expect(withRoom(full, 5000)).toBe(full)
    expect(withRoom(full, 5001).trouble).toBeUndefined()
  })

  it('is the only one that room makes good', () => {
    const broken = after([an('write-failed')])
    expect(withRoom(broken, 1e12)).toBe(broken)
  })
})

describe('a root that is seen to be away', () => {
  it.each([
    ['gone', undefined],
    ['read-only', undefined],
    ['write-failed', 'broken'],
    ['full', 'full']
  ] as const)('after %s', (kind, state) => {
    expect(seenUnwell(after([an('read-failed'), an(kind)])).trouble?.state).toBe(state)
    expect(seenUnwell(after([an('read-failed'), an(kind)])).badFiles).toEqual(['a.mkv'])
  })
})

describe('what makes good', () => {
  const success = { file: 'c.mkv', bytes: undefined, changed: false } as const

  it.each([
    ['gone', {}, true],
    ['read-only', {}, false],
    ['read-only', { changed: true }, true],
    ['full', { bytes: 'read' }, false],
    ['full', { bytes: 'written' }, true],
    ['write-failed', { changed: true }, false],
    ['write-failed', { bytes: 'read' }, true],
    ['write-failed', { bytes: 'written' }, true]
  ] as const)('%s, then %o: %s', (kind, facts, good) => {
    expect(mend(after([an(kind)]), { ...success, ...facts }).trouble === undefined).toBe(good)
  })

  it('a file that is read again counts no longer against its disk', () => {
    const one = after([an('read-failed')])
    expect(mend(one, { ...success, file: 'a.mkv', bytes: 'read' })).toEqual(closedBreaker)
    expect(mend(one, { ...success, bytes: 'read' }).badFiles).toEqual(['a.mkv'])
  })

  it('a disk that was broken and carries a file starts afresh', () => {
    const broken = after([an('read-failed'), an('read-failed', { file: 'b.mkv' })])
    expect(mend(broken, { ...success, bytes: 'read' })).toEqual(closedBreaker)
  })
})
