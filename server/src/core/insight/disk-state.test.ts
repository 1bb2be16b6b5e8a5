import { expect, it } from 'vitest'
import { type DiskReading, diskAfter, type KnownDisk, quietAfterMs } from './disk-state.ts'

const at = 1_000_000
const reading = (facts: Partial<DiskReading> = {}): DiskReading => ({
  says: undefined,
  isRotational: true,
  requests: undefined,
  ...facts
})
const after = (readings: readonly (readonly [number, Partial<DiskReading>])[]): KnownDisk | undefined =>
  readings.reduce<KnownDisk | undefined>((known, [ms, facts]) => diskAfter(reading(facts), known, at + ms), undefined)
const stateAfter = (...readings: readonly (readonly [number, Partial<DiskReading>])[]) => after(readings)?.state

it('is what the host says', () => {
  expect(stateAfter([0, { says: 'asleep', requests: 5 }])).toBe('asleep')
  expect(stateAfter([0, { says: 'awake', requests: 5 }], [quietAfterMs * 9, { says: 'awake', requests: 5 }])).toBe(
    'awake'
  )
})

it('is not known from one count, and awake once that grew', () => {
  expect(stateAfter([0, { requests: 5 }])).toBe('unknown')
  expect(stateAfter([0, { requests: 5 }], [1000, { requests: 6 }])).toBe('awake')
})

it('is quiet when nothing reached it for a quarter of an hour, never asleep by that alone', () => {
  const start = [
    [0, { requests: 5 }],
    [1000, { requests: 6 }]
  ] as const
  expect(stateAfter(...start, [1000 + quietAfterMs - 1, { requests: 6 }])).toBe('awake')
  expect(stateAfter(...start, [1000 + quietAfterMs, { requests: 6 }])).toBe('quiet')
  expect(stateAfter(...start, [1000 + quietAfterMs * 500, { requests: 6 }])).toBe('quiet')
})

it('is not known again when nothing is counted any more, or from the beginning', () => {
  expect(stateAfter([0, { requests: 5 }], [1000, { requests: 6 }], [2000, {}])).toBe('unknown')
  expect(stateAfter([0, {}], [1000, {}])).toBe('unknown')
})

it('a count that begins anew is a disk that was attached again', () => {
  expect(stateAfter([0, { requests: 500 }], [1000, { requests: 3 }])).toBe('awake')
})

it('what does not turn never stands still', () => {
  expect(stateAfter([0, { isRotational: false, says: 'asleep' }])).toBe('flash')
})

it('knows since when', () => {
  expect(
    after([
      [0, { says: 'asleep' }],
      [500, { says: 'asleep' }],
      [900, { says: 'asleep' }]
    ])?.since
  ).toBe(at)
  expect(
    after([
      [0, { says: 'asleep' }],
      [500, { says: 'awake' }],
      [900, { says: 'awake' }]
    ])?.since
  ).toBe(at + 500)
})
