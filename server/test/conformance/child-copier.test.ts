/** The process that copies: its every step is taken by the one that asked, its death is one copy's trouble, and it never outlives its parent. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { type ChildCopier, type ChildCopierOptions, createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { Clock } from '#ports/clock.ts'
import type { Copied, CopyOrder, FileSystem, Pause } from '#ports/file-system.ts'

let folder: string
let copier: ChildCopier
let disk: FileSystem

const use = (facts: Partial<ChildCopierOptions> = {}): void => {
  const clock = facts.clock ?? systemClock
  const pace = createPace(() => 0, clock)
  copier = createChildCopier({
    clock,
    pace,
    priority: 'normal',
    patienceMs: 120_000,
    onMissing: () => undefined,
    ...facts
  })
  disk = createDisk({ clock, copier })
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcu-copier-'))
  mkdirSync(join(folder, 'from'))
  mkdirSync(join(folder, 'to'))
  use()
})
afterEach(async () => {
  await copier.close()
  rmSync(folder, { recursive: true, force: true })
})

const MiB = 1024 * 1024
const from = () => ({ root: join(folder, 'from'), path: 'film' })
const to = () => ({ root: join(folder, 'to'), path: '.part' })
const bytes = (size: number): Buffer => Buffer.alloc(size, 'the film ')

const orderOf = async (facts: Partial<CopyOrder> = {}): Promise<CopyOrder> => {
  const expected = await disk.look(from())
  if (expected === undefined) throw new Error('no source')
  return {
    from: from(),
    expected,
    to: to(),
    verification: 'full',
    signal: new AbortController().signal,
    step: (_name, act) => act(),
    onProgress: () => undefined,
    checkpoint: () => Promise.resolve(),
    ...facts
  }
}
const copy = async (facts: Partial<CopyOrder> = {}): Promise<Copied> => await disk.copy(await orderOf(facts))

const isRunning = (pid: number): boolean => {
  try {
    // A zombie has ended; only its number is still waiting to be read.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const onlyPid = (): number => {
  const [pid, ...others] = copier.pids()
  if (pid === undefined || others.length > 0) throw new Error(`expected one process, found ${copier.pids().length}`)
  return pid
}

test('copies in another process, step by step, as the one that asked takes them', async () => {
  writeFileSync(`${from().root}/film`, bytes(20 * MiB + 5))
  const names: string[] = []
  const seen: string[] = []
  const { hash, mark } = await copy({
    step: async (name, act) => {
      names.push(name)
      return await act()
    },
    onProgress: (phase, count) => void seen.push(`${phase} ${count / MiB}`)
  })
  expect(names).toEqual(['temp.create', 'temp.fill', 'temp.attributes', 'temp.sync', 'temp.verify'])
  expect(readFileSync(join(folder, 'to/.part')).equals(bytes(20 * MiB + 5))).toBe(true)
  expect(mark.sizeBytes).toBe(20 * MiB + 5)
  expect(hash).toBe(await disk.digest(from(), (await orderOf()).expected, { signal: new AbortController().signal }))
  expect(seen).toContain('copying 8')
  expect(seen).toContain('verifying 16')
  expect(onlyPid()).not.toBe(process.pid)
})

test('a small file, when nobody looks between two steps, is copied in one breath just as well', async () => {
  const unwatched: CopyOrder['step'] = Object.assign(<T>(): Promise<T> => Promise.reject(new Error('a step')), {
    isUnwatched: true as const
  })
  for (const size of [0, 1, 4097, MiB]) {
    writeFileSync(`${from().root}/film`, bytes(size))
    const seen: number[] = []
    const { hash, mark } = await copy({ step: unwatched, onProgress: (_phase, count) => void seen.push(count) })
    expect(readFileSync(join(folder, 'to/.part')).equals(bytes(size))).toBe(true)
    expect([mark.sizeBytes, mark.modifiedNs]).toEqual([size, (await orderOf()).expected.modifiedNs])
    expect(hash).toBe(await disk.digest(from(), (await orderOf()).expected, { signal: new AbortController().signal }))
    expect(seen.at(-1) ?? 0).toBe(size)
    await expect(copy({ step: unwatched })).rejects.toMatchObject({ code: 'disk.exists' })
    rmSync(join(folder, 'to/.part'))
  }
  writeFileSync(`${from().root}/film`, bytes(MiB + 1))
  await expect(copy({ step: unwatched })).rejects.toThrow('a step')
})

test('what is not let through by a step does not happen', async () => {
  writeFileSync(`${from().root}/film`, bytes(5000))
  const step: CopyOrder['step'] = (name, act) =>
    name === 'temp.fill' ? Promise.reject(new Error('not this one')) : act()
  await expect(copy({ step })).rejects.toThrow('not this one')
  expect(readFileSync(join(folder, 'to/.part')).byteLength).toBe(0)
})

test('one process serves both ways between two roots, and both files of a unit at once', async () => {
  writeFileSync(`${from().root}/film`, bytes(MiB))
  await Promise.all([copy(), copy({ to: { ...to(), path: '.other' } })])
  await disk.inUse(to(), { kind: 'plain-file' })
  expect(copier.pids()).toHaveLength(1)
})

test('a Failure over there is the same Failure here', async () => {
  writeFileSync(`${from().root}/film`, bytes(100))
  writeFileSync(join(folder, 'to/.part'), 'somebody else')
  const failure = await copy().catch((thrown: unknown) => thrown)
  expect(failure).toMatchObject({ code: 'disk.exists', message: expect.stringContaining('/to/.part') })
  expect(readFileSync(join(folder, 'to/.part'), 'utf8')).toBe('somebody else')
})

test('asks every 64 MiB, and what it is answered ends the copy', async () => {
  writeFileSync(`${from().root}/film`, bytes(65 * MiB))
  const asked: number[] = []
  const checkpoint = (count: number): Promise<void> => {
    asked.push(count)
    return Promise.reject(new Error('no room'))
  }
  await expect(copy({ checkpoint })).rejects.toThrow('no room')
  expect(asked).toEqual([64 * MiB])
})

describe('a process that dies', () => {
  test.each(['temp.create', 'temp.fill', 'temp.attributes', 'temp.sync', 'temp.verify'])(
    'before %s breaks that copy off and no other',
    async (wanted) => {
      writeFileSync(`${from().root}/film`, bytes(3 * MiB))
      const step: CopyOrder['step'] = (name, act) => {
        if (name === wanted) for (const pid of copier.pids()) process.kill(pid, 'SIGKILL')
        return act()
      }
      await disk.inUse(from(), { kind: 'plain-file' })
      await expect(copy({ step })).rejects.toMatchObject({ code: 'move.broken-off' })
      rmSync(join(folder, 'to/.part'), { force: true })
      await expect(copy()).resolves.toMatchObject({ mark: { sizeBytes: 3 * MiB } })
    }
  )

  test('in the middle of the bytes leaves the half file to whoever ordered it', async () => {
    writeFileSync(`${from().root}/film`, bytes(40 * MiB))
    const onProgress = (): void => void process.kill(onlyPid(), 'SIGKILL')
    await expect(copy({ onProgress })).rejects.toMatchObject({ code: 'move.broken-off', retry: 'later' })
    expect(existsSync(join(folder, 'to/.part'))).toBe(true)
  })
})

/** A clock whose waits end when the test says so. */
const heldClock = () => {
  const waits: { readonly ms: number; readonly call: () => void }[] = []
  const clock: Clock = {
    now: () => 0,
    after: (ms, call) => {
      const wait = { ms, call }
      waits.push(wait)
      const cancel = (): void => {
        if (waits.includes(wait)) waits.splice(waits.indexOf(wait), 1)
      }
      return { cancel }
    }
  }
  return { clock, waits }
}

describe('a process that does not answer', () => {
  test('is killed when the patience is over, and the disk counts as gone', async () => {
    const { clock, waits } = heldClock()
    use({ clock, patienceMs: 7000 })
    writeFileSync(`${from().root}/film`, bytes(40 * MiB))
    const pid = { found: 0 }
    const onProgress = (): void => {
      pid.found = onlyPid()
      process.kill(pid.found, 'SIGSTOP')
    }
    const copying = copy({ onProgress }).catch((thrown: unknown) => thrown)
    await until(() => pid.found > 0 && waits.some(({ ms }) => ms === 7000))
    for (const wait of [...waits]) if (wait.ms === 7000) wait.call()
    expect(await copying).toMatchObject({
      code: 'disk.gone',
      message: expect.stringContaining('did not answer for 7 s')
    })
    await until(() => !isRunning(pid.found))
  })

  test('has all the time of the world while the copy is paused', async () => {
    const { clock, waits } = heldClock()
    use({ clock, patienceMs: 7000 })
    writeFileSync(`${from().root}/film`, bytes(40 * MiB))
    let paused = false
    let listener: () => void = () => undefined
    const pause: Pause = {
      paused: () => paused,
      changed: (heard) => {
        listener = heard
        return () => undefined
      }
    }
    let count = 0
    const onProgress = (): void => {
      count += 1
      if (count === 2) paused = true
    }
    const copying = copy({ onProgress, pause })
    await until(() => count === 2)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(waits.filter(({ ms }) => ms === 7000)).toEqual([])
    expect(count).toBe(2)
    paused = false
    listener()
    await expect(copying).resolves.toMatchObject({ mark: { sizeBytes: 40 * MiB } })
  })

  test('holds up nobody who wants to stop', async () => {
    writeFileSync(`${from().root}/film`, bytes(40 * MiB))
    const stop = new AbortController()
    const onProgress = (): void => {
      const pid = onlyPid()
      process.kill(pid, 'SIGSTOP')
      queueMicrotask(() => stop.abort())
    }
    await expect(copy({ onProgress, signal: stop.signal })).rejects.toMatchObject({ code: 'move.stopped' })
    process.kill(onlyPid(), 'SIGCONT')
  })
})

test('a stop while the temporary name is being made leaves none behind', async () => {
  writeFileSync(`${from().root}/film`, bytes(MiB))
  await disk.inUse(from(), { kind: 'plain-file' })
  const pid = onlyPid()
  const stop = new AbortController()
  const step: CopyOrder['step'] = (_name, act) => {
    process.kill(pid, 'SIGSTOP')
    queueMicrotask(() => stop.abort())
    return act()
  }
  await expect(copy({ step, signal: stop.signal })).rejects.toMatchObject({ code: 'move.stopped' })
  process.kill(pid, 'SIGCONT')
  // Its answer to the next question comes after everything that was asked before.
  await copy({ to: { ...to(), path: '.later' } })
  expect(existsSync(join(folder, 'to/.part'))).toBe(false)
})

describe('no process is left', () => {
  test('after its time without work', async () => {
    const { clock, waits } = heldClock()
    use({ clock, idleMs: 60_000 })
    writeFileSync(`${from().root}/film`, bytes(100))
    await copy()
    const pid = onlyPid()
    const idle = waits.find(({ ms }) => ms === 60_000)
    idle?.call()
    await until(() => !isRunning(pid))
    expect(copier.pids()).toEqual([])
  })

  test('after the end of the program', async () => {
    writeFileSync(`${from().root}/film`, bytes(100))
    await copy()
    const pid = onlyPid()
    await copier.close()
    expect(isRunning(pid)).toBe(false)
  })

  test('after its parent was killed in the middle of a copy', async () => {
    writeFileSync(`${from().root}/film`, bytes(200 * MiB))
    const script = fileURLToPath(new URL('../fakes/copying-process.ts', import.meta.url))
    const parent = spawn(process.execPath, [script, from().root, to().root], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())))
    })
    expect(isRunning(pid)).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isRunning(pid))
  })
})
