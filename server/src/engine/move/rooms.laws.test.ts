/** Laws of room: however copies begin, write and end, and whatever else eats space, what we write never takes a file system below its floor. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SpotRoom } from '#ports/file-system.ts'
import { createRooms, type Reservation } from './rooms.ts'

/** Two roots on one file system and one on another, of a thousand bytes each. */
const roots = ['/pool/films', '/pool/shows', '/other'] as const
const groupOf = (root: string): string => (root === '/other' ? 'other' : 'pool')
const totalBytes = 1000
const floorBytes = 50
const noWait = (): Promise<void> => Promise.resolve()

interface Copy {
  readonly root: string
  readonly reservation: Reservation
  left: number
}

const acts = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constant('begin' as const),
      root: fc.constantFrom(...roots),
      bytes: fc.integer({ min: 0, max: 600 })
    }),
    fc.record({ act: fc.constant('write' as const), which: fc.nat(9), bytes: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ act: fc.constant('end' as const), which: fc.nat(9) }),
    fc.record({
      act: fc.constant('outsider' as const),
      group: fc.constantFrom('pool', 'other'),
      bytes: fc.integer({ min: 1, max: 300 })
    })
  ),
  { maxLength: 40 }
)

type Act = typeof acts extends fc.Arbitrary<(infer One)[]> ? One : never

/** A world of two file systems, and what happens in it. */
const aWorld = () => {
  const free = new Map([
    ['pool', totalBytes],
    ['other', totalBytes]
  ])
  const freeOf = (group: string): number => free.get(group) ?? 0
  const copies: Copy[] = []
  const room = async ({ root }: { readonly root: string }): Promise<SpotRoom> => {
    const group = groupOf(root)
    return { freeBytes: freeOf(group), totalBytes, group }
  }
  const rooms = createRooms({ room }, noWait)
  const coming = (group: string): number =>
    copies.filter(({ root }) => groupOf(root) === group).reduce((sum, { left }) => sum + left, 0)

  const begin = async (root: string, bytes: number): Promise<void> => {
    const would = freeOf(groupOf(root)) - coming(groupOf(root)) - bytes
    const reserved = await rooms.reserve({ root, path: '' }, { bytes, floor: () => floorBytes })
    expect(reserved.kind).toBe(would >= floorBytes ? 'reserved' : 'no-room')
    if (reserved.kind === 'reserved') copies.push({ root, reservation: reserved.reservation, left: bytes })
  }
  const end = (copy: Copy): void => {
    copy.reservation.release()
    copies.splice(copies.indexOf(copy), 1)
  }
  const write = async (copy: Copy, most: number): Promise<void> => {
    if (!(await copy.reservation.stillFits({ root: copy.root, path: 'film' }))) return end(copy)
    const bytes = Math.min(most, copy.left)
    copy.left -= bytes
    const left = freeOf(groupOf(copy.root)) - bytes
    free.set(groupOf(copy.root), left)
    copy.reservation.setRemaining(copy.left)
    expect(left, 'never below the floor by our writing').toBeGreaterThanOrEqual(floorBytes)
  }
  const chosen = (which: number): Copy | undefined => copies[which % Math.max(1, copies.length)]

  return async (one: Act): Promise<void> => {
    if (one.act === 'outsider') {
      free.set(one.group, Math.max(0, freeOf(one.group) - one.bytes))
      return
    }
    if (one.act === 'begin') return begin(one.root, one.bytes)
    const copy = chosen(one.which)
    if (copy === undefined) return
    if (one.act === 'end') end(copy)
    else await write(copy, one.bytes)
  }
}

test('what is in flight counts against its file system, by whatever root', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const happens = aWorld()
      for (const one of story) await happens(one)
    }),
    { numRuns: 500 }
  )
})

test('two that ask at the same moment do not both get the last room', async () => {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const room = async (): Promise<SpotRoom> => {
    await turn()
    return { freeBytes: 100, totalBytes, group: 'pool' }
  }
  const rooms = createRooms({ room }, noWait)
  const ask = (root: string) => rooms.reserve({ root, path: '' }, { bytes: 40, floor: () => floorBytes })
  const answers = await Promise.all([ask('/pool/films'), ask('/pool/shows')])
  expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['no-room', 'reserved'])
})

test('room that comes back late is waited for, and not for long', async () => {
  let freeBytes = 0
  const waited: number[] = []
  const rooms = createRooms({ room: async () => ({ freeBytes, totalBytes, group: 'pool' }) }, async (ms) => {
    waited.push(ms)
    if (waited.length === 2) freeBytes = 1000
  })
  const need = { bytes: 40, floor: () => floorBytes }
  expect((await rooms.reserve({ root: '/pool', path: '' }, need)).kind).toBe('reserved')
  expect(waited).toEqual([20, 100])
  freeBytes = 0
  waited.splice(0)
  waited.push(0, 0)
  expect(await rooms.reserve({ root: '/pool', path: '' }, need)).toMatchObject({
    kind: 'no-room',
    freeBytes: 0,
    floorBytes
  })
  expect(waited).toEqual([0, 0, 20, 100, 400])
})
