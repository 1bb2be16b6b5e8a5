/** What must stay free, at the sizes where another rule takes over. */
import { expect, test } from 'vitest'
import { arrayFloorBytes, poolFloorBytes } from './floors.ts'

const GB = 1_000_000_000
const TB = 1000 * GB

const facts = { totalBytes: 4 * TB, hostBytes: 0, setBytes: 0 }

test.each([
  { what: 'a twentieth of a small pool', ...facts, totalBytes: 100 * GB, floor: 5 * GB },
  { what: 'no more than 20 GB of a large one', ...facts, floor: 20 * GB },
  { what: 'what people set when that is more', ...facts, setBytes: 50 * GB, floor: 50 * GB },
  { what: 'what the host keeps when that is more', ...facts, setBytes: 50 * GB, hostBytes: 100 * GB, floor: 100 * GB }
])('pool: $what', ({ setBytes, floor, ...rest }) => {
  expect(poolFloorBytes(rest, setBytes)).toBe(floor)
})

test.each([
  { what: 'at least 64 MiB', ...facts, totalBytes: GB, floor: 64 * 1_048_576 },
  { what: 'a twentieth of a small disk', ...facts, totalBytes: 10 * GB, floor: GB / 2 },
  { what: 'no more than 1 GB of a large one', ...facts, floor: GB },
  { what: 'what the host keeps when that is more', ...facts, hostBytes: 30 * GB, floor: 30 * GB }
])('array: $what', ({ floor, ...rest }) => {
  expect(arrayFloorBytes(rest)).toBe(floor)
})
