import { describe, expect, it } from 'vitest'
import { makePlan } from '#core/plan/make-plan.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage } from '#test/builders/stage.ts'
import {
  aLibrary,
  anEpisode,
  anOwned,
  answered,
  aUnit,
  aWorld,
  day,
  hour,
  now,
  somePlanSettings as settings
} from '#test/builders/world.ts'

/** Watched last year; somebody began the series anew, so it came to the pool, and that old viewing was known then. */
const seenAt = now - 400 * day
const units = [aUnit({ name: 'a', watchedAt: seenAt })]
const wantedAgo = (ms: number) => [anOwned({ name: 'a', lastWantedAt: now - ms, watchedWhenWanted: seenAt })]
const decide = (facts: Parameters<typeof aWorld>[0]) => makePlan(aWorld({ units, ...facts }), settings).decisions[0]

describe('an episode that was watched long ago and is wanted again', () => {
  it('stays on an empty answer: the old viewing does not tell why nobody wants it now', () => {
    const decision = decide({ owned: wantedAgo(9 * day), reports: [answered({ state: 'empty' })] })
    expect(decision).toMatchObject({ action: 'keep', because: [{ code: 'empty-answer' }] })
  })

  it('stays for WATCHED_CACHE_EXPIRY after it was last wanted', () => {
    const decision = decide({ owned: wantedAgo(hour) })
    expect(decision).toMatchObject({ action: 'keep', because: [{ code: 'wanted-recently', lastWantedAt: now - hour }] })
  })

  it('goes home after that, for the reason that is true', () => {
    expect(decide({ owned: wantedAgo(3 * day) })).toMatchObject({
      action: 'evict',
      because: [{ code: 'no-longer-wanted' }]
    })
  })

  it('goes home as watched once it was watched again', () => {
    const again = [aUnit({ name: 'a', watchedAt: now - 3 * day })]
    const owned = [anOwned({ name: 'a', lastWantedAt: now - 4 * day, watchedWhenWanted: seenAt })]
    expect(decide({ units: again, owned, reports: [answered({ state: 'empty' })] })).toMatchObject({
      action: 'evict',
      because: [{ code: 'watched' }]
    })
  })
})

describe('a whole program', () => {
  it('remembers which viewing was known while the episode was wanted', async () => {
    let deck = [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }]
    const stage = await aStage({
      env: { WATCHED_CACHE_EXPIRY: '0' },
      library: aLibrary([anEpisode({ ratingKey: 'a', viewCount: 1, lastViewedAt: seenAt })]),
      server: { readOnDeck: async (sectionId) => (sectionId === '2' ? deck : []) }
    })
    await ownFile(stage.store, { name: 'a' })
    await stage.run()
    deck = []
    stage.setNow(now + day)
    const run = await stage.run()
    await stage.leave()
    expect(run.planned).toMatchObject({ keep: { units: 1 }, evict: { units: 0 } })
  })
})
