/** What is heard on the pool asks for a run only when a copy of ours really changed, once it is quiet, and never too late. */
import type { Run } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import type { CopyState } from '#core/model/copies.ts'
import { poolPath } from '#core/model/place.ts'
import { createBus } from '#engine/bus.ts'
import { createProblems } from '#engine/tell/problems.ts'
import type { OwnedCopy } from '#ports/ledger.ts'
import { listenToPool } from './listener.ts'

const copyAt = (path: string): OwnedCopy => ({
  path: poolPath(path),
  poolRoot: '/pool',
  poolRootInode: '1',
  mark: { inode: '1', sizeBytes: 1, modifiedNs: '1' }
})

const settle = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await Promise.resolve()
}

const none = { units: 0, bytes: 0 }
const aRun: Run = {
  id: 1,
  trigger: 'schedule',
  dryRun: false,
  startedAt: 0,
  finishedAt: 1,
  outcome: 'done',
  sentence: 'Nothing had to move.',
  planned: { promote: none, evict: none, keep: none, leave: none },
  done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none },
  requests: 0
}

/** A clock that is turned by hand. */
const handClock = () => {
  let now = 0
  let timers: { readonly at: number; readonly call: () => void }[] = []
  return {
    clock: {
      now: () => now,
      after: (ms: number, call: () => void) => {
        const timer = { at: now + ms, call }
        timers.push(timer)
        const cancel = (): void => {
          timers = timers.filter((one) => one !== timer)
        }
        return { cancel }
      }
    },
    pass: async (ms: number): Promise<void> => {
      now += ms
      const due = timers.filter(({ at }) => at <= now)
      timers = timers.filter(({ at }) => at > now)
      for (const { call } of due) call()
      await settle()
    }
  }
}

const aListener = async (state: CopyState | undefined, trouble?: string) => {
  const { clock, pass } = handClock()
  const bus = createBus({ clock })
  const problems = createProblems(bus)
  const watched: (readonly string[])[] = []
  let hear: (folder: string) => void = () => undefined
  let copies = [copyAt('/pool/a/film.mkv'), copyAt('/pool/a/film.srt'), copyAt('/pool/b/other.mkv')]
  const asked: number[] = []
  const listener = listenToPool({
    clock,
    bus,
    problems,
    restMs: 600_000,
    onBug: (thrown) => {
      throw thrown
    },
    ledger: { copies: async () => copies },
    watch: {
      watch: async (_root, folders, heard) => {
        watched.push(folders)
        hear = heard
        return { trouble, close: () => undefined }
      }
    },
    reconciler: {
      heard: async (folders) => {
        const found = state === undefined || !folders.has('/pool/a') ? [] : [copyAt('/pool/a/film.mkv').path]
        return new Map(found.map((path) => [path, { path, state: state ?? 'gone', changedAt: 0 }]))
      }
    },
    ask: () => {
      asked.push(clock.now())
      return { accepted: true, sentence: 'Started.' }
    }
  })
  await settle()
  return {
    listener,
    pass,
    asked,
    watched,
    problems,
    bus,
    hear: (folder: string) => hear(folder),
    own: (next: OwnedCopy[]) => (copies = next)
  }
}

describe('listening to the pool', () => {
  it('watches every folder that holds copies of ours, once, and others after a run', async () => {
    const { watched, bus, own } = await aListener('gone')
    expect(watched).toEqual([['/pool/a', '/pool/b']])
    own([copyAt('/pool/c/new.mkv')])
    bus.publish({ type: 'run.finished', run: aRun })
    await settle()
    expect(watched).toEqual([['/pool/a', '/pool/b'], ['/pool/c']])
  })

  it('asks for a run when a copy is gone, once it is quiet', async () => {
    const { pass, asked, hear } = await aListener('gone')
    hear('/pool/a')
    await pass(4000)
    hear('/pool/a')
    await pass(4000)
    expect(asked).toEqual([])
    await pass(1000)
    expect(asked).toEqual([9000])
  })

  it('is not put off for ever by news without end', async () => {
    const { pass, asked, hear } = await aListener('gone')
    for (let n = 0; n < 20; n += 1) {
      hear('/pool/a')
      await pass(4000)
    }
    expect(asked.length).toBeGreaterThan(0)
  })

  it('asks nothing for what it did itself, or what is none of ours', async () => {
    const own = await aListener(undefined)
    own.hear('/pool/a')
    await own.pass(10_000)
    const other = await aListener('gone')
    other.hear('/pool/b')
    await other.pass(10_000)
    expect([own.asked, other.asked]).toEqual([[], []])
  })

  it('waits with a copy that was changed until it has rested', async () => {
    const { pass, asked, hear } = await aListener('changed')
    hear('/pool/a')
    await pass(10_000)
    expect(asked).toEqual([])
    await pass(605_000)
    expect(asked).toHaveLength(1)
  })

  it('says what it does not hear, and hears nothing once it is closed', async () => {
    const { listener, pass, asked, hear, problems } = await aListener('gone', 'Not heard.')
    expect(problems.all()).toMatchObject([{ severity: 'info', sentence: 'Not heard.' }])
    hear('/pool/a')
    listener.close()
    await pass(10_000)
    expect(asked).toEqual([])
  })
})
