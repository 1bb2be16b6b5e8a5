/** A pool with a thousand files that are all still wanted: a run looks at no disk, moves nothing, and tells nobody anything new. */
import { afterEach, expect, it } from 'vitest'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const names = Array.from({ length: 1000 }, (_, n) => `e${String(n).padStart(4, '0')}`)

it('peer 54: a thousand cached files and nothing to do', async () => {
  const never = () => Promise.reject(new Error('a file was moved'))
  stage = await aStage({
    library: aLibrary(
      names.map((ratingKey, n) => anEpisode({ ratingKey, showKey: `show ${ratingKey}`, episode: n + 1 }))
    ),
    mover: { promote: never, evict: never, mend: never, resolve: never },
    server: {
      readOnDeck: async (sectionId) =>
        sectionId === '2' ? names.map((ratingKey) => ({ ratingKey, viewOffsetMs: 0, lastViewedAt: now - 60_000 })) : []
    }
  })
  for (const name of names) await ownFile(stage.store, { name })
  await stage.run()
  const linesBefore = stage.lines.length
  const eventsBefore = stage.events.length
  const run = await stage.run()
  expect(run).toMatchObject({
    outcome: 'done',
    planned: { promote: { units: 0 }, evict: { units: 0 }, keep: { units: 1000 } },
    done: { promoted: { units: 0 }, evicted: { units: 0 }, failed: { units: 0 }, stoodBack: { units: 0 } }
  })
  expect(stage.looked).toEqual([])
  const happened = stage.events.slice(eventsBefore).map(({ type }) => type)
  expect(happened.filter((type) => type.startsWith('move.') || type.startsWith('problem.'))).toEqual([])
  // Its beginning, its plan and its end; no file is named again.
  expect(stage.lines.slice(linesBefore).filter((line) => !line.startsWith('DEBUG'))).toHaveLength(3)
})
