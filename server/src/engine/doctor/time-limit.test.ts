/** An audit with a limit tells what it has seen when the time is up, and the next one goes on. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Identity } from '#core/move/machine.ts'
import type { Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { GB, now } from '#test/builders/world.ts'
import { createVirtualClock } from '#test/fakes/kit/clock.ts'

const mark: Identity = {
  kind: 'file',
  inode: '2:2',
  sizeBytes: GB,
  modifiedNs: '0',
  changedNs: '0',
  links: 1,
  text: undefined
}
const names = ['a', 'b', 'c', 'd', 'e']

let stage: Stage
let looked: string[]
let digesting: string[]
const virtual = createVirtualClock(now)

beforeEach(async () => {
  looked = []
  digesting = []
  const fileSystem = {
    look: async ({ root, path }: Spot): Promise<Identity | undefined> => {
      if (path.endsWith('.mkv') && root === '/mnt/user') looked.push(path)
      virtual.advance(100)
      if (path === '') return { ...mark, inode: '1:1' }
      return root === '/mnt/cache' ? mark : undefined
    },
    list: async () => undefined,
    digest: async (
      { path }: { readonly path: string },
      _expected: unknown,
      { signal }: { readonly signal: AbortSignal }
    ) => {
      digesting.push(path)
      const stopped = Promise.withResolvers<string>()
      signal.addEventListener('abort', () =>
        stopped.reject(new Failure('move.stopped', { sentence: 'The copy was stopped.', retry: 'later' }))
      )
      virtual.advance(10_000)
      return stopped.promise
    },
    unlink: () => Promise.reject(new Error('nothing is there')),
    removeDirectory: async () => false,
    syncDirectory: async () => undefined
  }
  stage = await aStage({
    deps: {
      clock: { now: virtual.now, after: (ms, call) => ({ cancel: virtual.after(ms, call) }) },
      instruments: {
        fileSystem,
        journal: {
          unfinished: async () => [],
          madeDirectories: async () => [],
          forgetDirectories: async () => undefined
        },
        lists: []
      }
    }
  })
  for (const name of names) await ownFile(stage.store, { name })
})
afterEach(() => stage.leave())

const audit = async (limitMs?: number) => {
  looked.length = 0
  const how = { audit: true, hash: true, repair: false }
  const report = await stage.app.face.examine(limitMs === undefined ? how : { ...how, limitMs })
  return { told: report.findings.filter(({ id }) => id.startsWith('audit.unfinished')), looked: [...looked] }
}
const path = (name: string): string => `tv/${name}.mkv`

it('says how far it came, goes on there the next time, and looks at everything where nobody waits', async () => {
  const first = await audit(700)
  expect(first.told).toMatchObject([
    { severity: 'warning', sentence: expect.stringMatching(/^After .* 3 of 5 files .* goes on with the others/u) }
  ])
  expect((await audit(700)).looked.slice(0, 2)).toEqual([path('d'), path('e')])
  expect((await audit()).told).toEqual([])
  expect(looked.toSorted()).toEqual(names.map(path))
})

it('passes over a file that takes all the time by itself', async () => {
  await stage.store.db.updateTable('owned_file').set({ hash: 'known' }).where('path', '=', path('a')).execute()
  expect((await audit(5000)).told).toMatchObject([{ sentence: expect.stringContaining(' 0 of 5 files') }])
  expect(digesting).toEqual([path('a')])
  expect((await audit(5000)).looked[0]).toBe(path('b'))
})
