import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '#src/failure.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, day, hour, now } from '#test/builders/world.ts'

const watched = { viewCount: 1, lastViewedAt: now - 9 * day }
let tries: string[] = []
let isFull = true
let stage: Stage
beforeEach(async () => {
  tries = []
  isFull = true
  const full = new Failure('disk.full', { sentence: 'The array has no room.', retry: 'later' })
  stage = await aStage({
    library: aLibrary([anEpisode({ ratingKey: 'a', ...watched })]),
    mover: {
      evict: async (order) => {
        tries.push(order.unit.title)
        return isFull ? { kind: 'failed', failure: full } : { kind: 'done', bytes: 1 }
      }
    }
  })
  await ownFile(stage.store, { name: 'a' })
})
afterEach(() => stage.leave())

describe('a file that could not be brought home', () => {
  it('is left alone for an hour with the reason, then tried again', async () => {
    expect((await stage.run()).outcome).toBe('partial')
    stage.setNow(now + hour / 2)
    await stage.run()
    expect(tries).toHaveLength(1)
    const plan = await stage.app.face.latestPlan()
    expect(plan?.decisions[0]).toMatchObject({ action: 'keep', because: [{ reason: { code: 'failed-before' } }] })
    expect(plan?.decisions[0]?.because[0]?.sentence).toMatch(/^Left where it is until .*The array has no room/u)
    stage.setNow(now + hour)
    isFull = false
    expect((await stage.run()).done.evicted.units).toBe(1)
  })

  it('is tried at once when a person asks for everything back', async () => {
    await stage.run()
    isFull = false
    expect((await stage.run({ goal: 'restore-all' })).done.evicted.units).toBe(1)
  })
})
