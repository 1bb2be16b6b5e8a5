import { expect, test } from 'vitest'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { Clock } from '#ports/clock.ts'
import type { FileSystem, Spot } from '#ports/file-system.ts'
import { createVirtualClock } from '#test/fakes/kit/clock.ts'
import { patientFileSystem } from './file-system.ts'
import { createTurnstile } from './turnstile.ts'

const [pool, array]: readonly Spot[] = [
  { root: '/pool', path: 'film' },
  { root: '/array', path: 'film' }
]
if (pool === undefined || array === undefined) throw new Error('two places')

/** A disk whose calls end when the test says so, and a clock that it sets. */
const hand = () => {
  const calls: { readonly root: string; readonly end: () => void }[] = []
  const timers = new Set<() => void>()
  const call = (root: string): Promise<undefined> => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    calls.push({ root, end: () => resolve(undefined) })
    return promise
  }
  const clock: Clock = {
    now: () => 0,
    after: (_ms, ring) => {
      timers.add(ring)
      return { cancel: () => void timers.delete(ring) }
    }
  }
  const disk: FileSystem = {
    ...createDisk({ clock }),
    look: ({ root }) => call(root),
    unlink: ({ root }) => call(root),
    digest: async ({ root }, _expected, { answered }) => {
      for (let block = 0; block < 3; block += 1) {
        await call(root)
        answered?.()
      }
      return 'hash'
    }
  }
  return {
    calls,
    patient: patientFileSystem(disk, createTurnstile({ clock, patienceMs: 1000 })),
    tooLate: () => [...timers].map((ring) => ring())
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const codeOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'done',
    (thrown: unknown) => thrown
  )

test('eight calls below one root at once, the next one when one of them is back, other roots beside them', async () => {
  const { calls, patient } = hand()
  const ends = Array.from({ length: 10 }, () => patient.look(pool))
  await settle()
  expect(calls).toHaveLength(8)
  void patient.look(array)
  await settle()
  expect(calls.map(({ root }) => root).at(-1)).toBe('/array')
  for (let at = 0; at < 11; at += 1) {
    calls[at]?.end()
    await settle()
  }
  expect(await Promise.all(ends)).toHaveLength(10)
})

test('what is owed keeps every other call away from its root, those that waited too, until it is back', async () => {
  const { calls, patient, tooLate } = hand()
  const ends = Array.from({ length: 10 }, () => codeOf(patient.look(pool)))
  await settle()
  tooLate()
  for (const end of await Promise.all(ends)) expect(end).toMatchObject({ code: 'disk.gone', root: '/pool' })
  expect(await codeOf(patient.look(pool))).toMatchObject({ code: 'disk.gone' })
  expect(calls).toHaveLength(8)
  for (const { end } of calls.slice(0, 7)) end()
  await settle()
  expect(await codeOf(patient.look(pool)), 'one is still owed').toMatchObject({ code: 'disk.gone' })
  calls[7]?.end()
  await settle()
  const again = codeOf(patient.look(pool))
  await settle()
  calls[8]?.end()
  expect(await again).toBe('done')
})

test('a removal that waits for its witness counts against both roots, and blames the witness', async () => {
  const { calls, patient, tooLate } = hand()
  const witness = { spot: array, expected: { kind: 'plain-file' } } as const
  const end = codeOf(patient.unlink(pool, { kind: 'plain-file' }, witness))
  await settle()
  tooLate()
  expect(await end).toMatchObject({ code: 'disk.gone', root: '/array' })
  expect(await codeOf(patient.look(array))).toMatchObject({ root: '/array' })
  expect(await codeOf(patient.look(pool)), 'it may still happen there').toMatchObject({ root: '/pool' })
  calls[0]?.end()
  await settle()
  void patient.look(pool)
  await settle()
  expect(calls).toHaveLength(2)
})

test('reading a whole file may take as long as it likes while blocks come, and is given up when none does', async () => {
  const { calls, patient, tooLate } = hand()
  const reader = { signal: new AbortController().signal }
  const mark = { inode: '1:1', sizeBytes: 3, modifiedNs: '0' }
  const endAll = async (from: number, to: number): Promise<void> => {
    for (let at = from; at < to; at += 1) {
      calls[at]?.end()
      await settle()
    }
  }
  const whole = patient.digest(pool, mark, reader)
  await settle()
  await endAll(0, 3)
  expect(await whole).toBe('hash')

  const stuck = codeOf(patient.digest(pool, mark, reader))
  await settle()
  await endAll(3, 4)
  tooLate()
  expect(await stuck).toMatchObject({ code: 'disk.gone', root: '/pool', message: expect.stringContaining('1 seconds') })
  expect(await codeOf(patient.look(pool)), 'its thread is not back').toMatchObject({ code: 'disk.gone' })
  await endAll(4, 6)
  const again = codeOf(patient.look(pool))
  await settle()
  calls.at(-1)?.end()
  expect(await again).toBe('done')
})

test('each block of a file that is read gives its disk the whole patience again', async () => {
  const clock = createVirtualClock(0)
  let block = Promise.withResolvers<void>()
  const disk: FileSystem = {
    ...createDisk({ clock: { now: clock.now, after: () => ({ cancel: () => undefined }) } }),
    digest: async (_spot, _expected, { answered }) => {
      for (let n = 0; n < 3; n += 1) {
        await block.promise
        block = Promise.withResolvers()
        answered?.()
      }
      return 'hash'
    }
  }
  const timing: Clock = { now: clock.now, after: (ms, call) => ({ cancel: clock.after(ms, call) }) }
  const patient = patientFileSystem(disk, createTurnstile({ clock: timing, patienceMs: 1000 }))
  const whole = patient.digest(
    pool,
    { inode: '1:1', sizeBytes: 3, modifiedNs: '0' },
    { signal: new AbortController().signal }
  )
  for (let n = 0; n < 3; n += 1) {
    await settle()
    clock.advance(900)
    block.resolve()
  }
  expect(await whole).toBe('hash')
})
