/** What a disk does, from two readings: what the host says, else what was counted. Never guessed. */
import type { DiskState } from '@pcu/contract'

/** What a reading tells of one disk. */
export interface DiskReading {
  readonly says: 'awake' | 'asleep' | undefined
  readonly isRotational: boolean | undefined
  readonly requests: number | undefined
}

/** What is known of a disk. */
export interface KnownDisk {
  readonly state: DiskState
  /** When it began to be in this state, as far as we saw; epoch milliseconds. */
  readonly since: number
  readonly requests: number | undefined
  /** When the count was last seen to grow, or was first read. */
  readonly movedAt: number
}

/** Nothing reached it for so long: quiet, milliseconds. */
export const quietAfterMs = 15 * 60_000

const stateOf = (reading: DiskReading, before: KnownDisk | undefined, stillMs: number): DiskState => {
  if (reading.isRotational === false) return 'flash'
  if (reading.says !== undefined) return reading.says
  if (reading.requests === undefined || before?.requests === undefined) return 'unknown'
  if (reading.requests !== before.requests) return 'awake'
  if (stillMs >= quietAfterMs) return 'quiet'
  return before.state === 'awake' ? 'awake' : 'unknown'
}

/** The disk after a reading. The first count says nothing yet: it was gathered before anybody looked. */
export const diskAfter = (reading: DiskReading, before: KnownDisk | undefined, at: number): KnownDisk => {
  const isFirst = before?.requests === undefined || reading.requests === undefined
  const movedAt = isFirst || reading.requests !== before.requests ? at : before.movedAt
  const state = stateOf(reading, before, at - movedAt)
  return { state, since: before?.state === state ? before.since : at, requests: reading.requests, movedAt }
}
