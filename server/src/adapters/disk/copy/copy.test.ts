/** A copy that may be trusted: right at every size, stopped at once, thrown away when anything about it is doubtful. */
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createXXHash128 } from 'hash-wasm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRate } from '#adapters/disk/copier/rate.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { Clock } from '#ports/clock.ts'
import type { Copied, CopyOrder, FileSystem, Step } from '#ports/file-system.ts'
import { createPace } from './pace.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-copy-'))
  mkdirSync(join(folder, 'from'))
  mkdirSync(join(folder, 'to'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A clock that stands still: whoever waits for it waits until told to stop. */
const frozen: Clock = { now: () => 0, after: () => ({ cancel: () => undefined }) }

const disk = createDisk({ clock: frozen })
const from = { root: '', path: 'film' }
const source = (): string => join(folder, 'from/film')
const target = (): string => join(folder, 'to/.part')

const bytes = (size: number): Buffer => {
  const made = Buffer.alloc(size)
  for (let index = 0; index < size; index += 997) made[index] = (index * 31) % 251
  return made
}

const copy = async (facts: Partial<CopyOrder> = {}, on: FileSystem = disk): Promise<Copied> => {
  const found = await on.look({ ...from, root: join(folder, 'from') })
  if (found === undefined) throw new Error('no source')
  return await on.copy({
    from: { ...from, root: join(folder, 'from') },
    expected: found,
    to: { root: join(folder, 'to'), path: '.part' },
    verification: 'full',
    signal: new AbortController().signal,
    step: (_name, act) => act(),
    onProgress: () => undefined,
    checkpoint: () => Promise.resolve(),
    ...facts
  })
}

const MiB = 1024 * 1024

test.each([0, 1, 4095, 4096, 4097, MiB - 1, MiB, MiB + 1, 8 * MiB - 1, 8 * MiB, 8 * MiB + 1, 16 * MiB, 17 * MiB + 5])(
  'is exact for a file of %i bytes',
  async (size) => {
    const content = bytes(size)
    writeFileSync(source(), content)
    const { hash, mark } = await copy()
    expect(readFileSync(target()).equals(content)).toBe(true)
    expect(mark.sizeBytes).toBe(size)
    const hasher = await createXXHash128()
    expect(hash).toBe(hasher.init().update(content).digest('hex'))
  }
)

/** Runs something right before the act of that name. */
const before =
  (wanted: string, run: () => void): Step =>
  (name, act) => {
    if (name === wanted) run()
    return act()
  }

const overwrite = (path: string, position: number): void => {
  const file = openSync(path, 'r+')
  writeSync(file, 'X', position)
  closeSync(file)
}

describe('is refused', () => {
  test('when the source grows', async () => {
    writeFileSync(source(), bytes(5000))
    const step = before('temp.fill', () => appendFileSync(source(), 'more'))
    await expect(copy({ step })).rejects.toMatchObject({ code: 'move.changed' })
  })

  test('when the source shrinks', async () => {
    writeFileSync(source(), bytes(3 * MiB))
    const step = before('temp.fill', () => writeFileSync(source(), 'short'))
    await expect(copy({ step })).rejects.toMatchObject({ code: 'move.changed' })
  })

  test('when somebody writes to the source between two checks', async () => {
    writeFileSync(source(), bytes(70 * MiB))
    let done = false
    const onProgress: CopyOrder['onProgress'] = () => {
      if (!done) overwrite(source(), 3)
      done = true
    }
    const checkpoints: number[] = []
    const checkpoint = (count: number): Promise<void> => Promise.resolve(void checkpoints.push(count))
    await expect(copy({ onProgress, checkpoint })).rejects.toMatchObject({ code: 'move.changed' })
    expect(checkpoints).toEqual([])
  })

  test.each(['full', 'sample'] as const)(
    'when the device gives other bytes than were written (%s)',
    async (verification) => {
      writeFileSync(source(), bytes(3 * MiB))
      const step = before('temp.verify', () => overwrite(target(), 3 * MiB - 2))
      await expect(copy({ step, verification })).rejects.toMatchObject({ code: 'move.unverified' })
    }
  )

  test('when the room runs out, asked every 64 MiB', async () => {
    writeFileSync(source(), bytes(65 * MiB))
    const checkpoint = (): Promise<void> => Promise.reject(new Error('no room'))
    await expect(copy({ checkpoint })).rejects.toThrow('no room')
  })
})

test('a sample check passes what is right', async () => {
  writeFileSync(source(), bytes(5 * MiB + 17))
  await expect(copy({ verification: 'sample' })).resolves.toMatchObject({ mark: { sizeBytes: 5 * MiB + 17 } })
})

describe('the rate limit', () => {
  /** A clock that jumps ahead whenever somebody waits, and writes down for how long. */
  const jumpingClock = () => {
    const waits: number[] = []
    let now = 0
    const clock: Clock = {
      now: () => now,
      after: (ms, call) => {
        waits.push(ms)
        now += ms
        queueMicrotask(call)
        return { cancel: () => undefined }
      }
    }
    return { clock, waits }
  }

  test('counts what is written and what is read again', async () => {
    const { clock, waits } = jumpingClock()
    writeFileSync(source(), bytes(24 * MiB))
    await copy({}, createDisk({ clock, bytesPerSecond: 8 * MiB }))
    expect(waits).toEqual(Array.from({ length: 11 }, () => 500))
  })

  test('is asked for again every second, so that a new one counts in the middle of a block', async () => {
    const { clock, waits } = jumpingClock()
    const rates = createPace(() => (clock.now() < 3000 ? MiB : 5 * MiB), clock)
    const { signal } = new AbortController()
    await rates.take(8 * MiB, signal)
    await rates.take(1, signal)
    // Two MiB in the first two seconds, five in the third, and the last one in a fifth of a second.
    expect(waits).toEqual([1000, 1000, 1000, 200])
  })

  test('follows the time of day, in the zone that was set', () => {
    const at = (text: string): Clock => ({ now: () => Date.parse(text), after: frozen.after })
    const windows = [{ fromMinute: 8 * 60, toMinute: 23 * 60, megabytesPerSecond: 20 }]
    const rateAt = (text: string): number =>
      createRate({ megabytesPerSecond: 7, windows, timeZone: 'Europe/Vienna' }, at(text))()
    expect(rateAt('2026-01-15T06:59:00Z')).toBe(7_000_000)
    expect(rateAt('2026-01-15T07:00:00Z')).toBe(20_000_000)
    expect(rateAt('2026-07-15T06:00:00Z')).toBe(20_000_000)
  })

  test('never holds up a stop', async () => {
    writeFileSync(source(), bytes(24 * MiB))
    const stop = new AbortController()
    const onProgress = (): void => {
      queueMicrotask(() => stop.abort())
    }
    const slow = createDisk({ clock: frozen, bytesPerSecond: 1 })
    await expect(copy({ signal: stop.signal, onProgress }, slow)).rejects.toMatchObject({ code: 'move.stopped' })
  })
})

test('a stop is heard while the copy is read again', async () => {
  writeFileSync(source(), bytes(24 * MiB))
  const stop = new AbortController()
  const onProgress: CopyOrder['onProgress'] = (phase) => {
    if (phase === 'verifying') stop.abort()
  }
  await expect(copy({ signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'move.stopped' })
})
