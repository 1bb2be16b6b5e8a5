/** What the watcher's record makes of what was kept. */
import { expect, it } from 'vitest'
import { createRecords } from './records.ts'

it('a count that an older version did not keep begins at nought, and the others go on', async () => {
  const kept = { plays: [], nextId: 1, timers: new Map(), met: new Map(), sentHome: new Map() }
  const written: unknown[] = []
  const records = createRecords({
    store: {
      read: async () => ({ ...kept, counts: { since: 7, watches: 3 } }),
      playsOf: async () => [],
      history: async () => [],
      write: async ({ counts }) => void written.push(counts)
    },
    clock: { now: () => 9, after: () => ({ cancel: () => undefined }) },
    onBug: (thrown) => {
      throw thrown
    }
  })
  await records.load()
  records.count({ watches: 1, failures: 1 })
  await records.idle()
  const zeros = { cached: 0, alreadyThere: 0, returned: 0, postponed: 0, toCachedMs: 0 }
  expect(records.known().counts).toEqual({ since: 7, watches: 4, failures: 1, ...zeros })
  expect(written).toEqual([records.known().counts])
})
