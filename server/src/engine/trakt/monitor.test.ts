/** Lists are read when they are due, and a run is asked for when something came or went, and only then. */

import { defaultSettings } from '@pcu/contract'
import { expect, it } from 'vitest'
import type { TraktTitle } from '#ports/trakt/trakt.ts'
import { createVirtualClock } from '#test/fakes/kit/clock.ts'
import type { Change } from './kept-list.ts'
import { createMonitor } from './monitor.ts'
import type { Reading } from './reader.ts'
import { publicLists } from './tracked.ts'

const title: TraktTitle = { type: 'movie', title: 'A', year: 2001, guids: [] }
const intervalMs = 600_000
const turns = () => new Promise((resolve) => setImmediate(resolve))

const setUp = () => {
  const virtual = createVirtualClock(0)
  const reads: string[] = []
  const lists = publicLists(defaultSettings())
  let dueAt = 0
  let change: Change | undefined
  let asked = 0
  const monitor = createMonitor({
    clock: { now: virtual.now, after: (ms, call) => ({ cancel: virtual.after(ms, call) }) },
    intervalMs,
    changed: () => {
      asked += 1
    },
    onBug: (thrown) => {
      throw thrown
    },
    reader: { dueAt: async () => dueAt },
    follower: {
      all: async () => lists,
      read: async (_tracked, when): Promise<Reading> => {
        reads.push(`${when} at ${virtual.now() / 1000}`)
        dueAt = virtual.now() + intervalMs
        return { answer: { kind: 'fresh', value: { titles: [title], validator: undefined } }, at: 0, change }
      }
    }
  })
  return {
    monitor,
    reads,
    asked: () => asked,
    changes: (next: Change | undefined) => {
      change = next
    },
    pass: async (ms: number) => {
      virtual.advance(ms)
      for (let n = 0; n < 5; n += 1) await turns()
    }
  }
}

it('reads at its start and whenever a list is due, and asks for a run when something came or went', async () => {
  const { monitor, reads, asked, changes, pass } = setUp()
  changes({ came: [title], went: [] })
  monitor.start()
  await pass(0)
  expect([reads, asked()]).toEqual([['due at 0'], 1])
  changes(undefined)
  await pass(intervalMs - 1)
  expect(reads).toHaveLength(1)
  await pass(1)
  expect([reads, asked()]).toEqual([['due at 0', 'due at 600'], 1])
  changes({ came: [], went: [title] })
  await pass(intervalMs)
  expect([reads.length, asked()]).toEqual([3, 2])
  monitor.close()
  await pass(10 * intervalMs)
  expect(reads).toHaveLength(3)
})

it('reads at once when somebody says so, also before it was started', async () => {
  const { monitor, reads, asked, changes } = setUp()
  changes({ came: [title], went: [] })
  expect(await monitor.readAll('now')).toEqual({ asked: 1, answered: 1 })
  expect([reads, asked()]).toEqual([['now at 0'], 1])
})
