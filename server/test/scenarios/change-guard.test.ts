/** A run that would bring much home at once brings nothing home and asks; a person's word lets it go. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EvictOrder } from '#ports/mover.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, day, GB, now } from '#test/builders/world.ts'

const seen = { viewCount: 1, lastViewedAt: now - 9 * day }
const old = Array.from({ length: 12 }, (_, n) => `old${String(n).padStart(2, '0')}`)

let stage: Stage
let gone: string[]
beforeEach(async () => {
  gone = []
  stage = await aStage({
    env: { NUMBER_EPISODES: '0' },
    library: aLibrary([
      anEpisode({ ratingKey: 'new', episode: 99 }),
      ...old.map((ratingKey, n) => anEpisode({ ratingKey, episode: n + 1, ...seen }))
    ]),
    server: {
      readOnDeck: async (section) => (section === '2' ? [{ ratingKey: 'new', viewOffsetMs: 0, lastViewedAt: now }] : [])
    },
    mover: {
      evict: async ({ unit }: EvictOrder) => {
        gone.push(unit.title)
        return { kind: 'done', bytes: GB }
      }
    }
  })
  for (const name of old) await ownFile(stage.store, { name })
})
afterEach(() => stage.leave())

const problems = async () =>
  (await stage.app.face.status()).problems.filter(({ id }) => id === 'guard.returns').map(({ sentence }) => sentence)

const held = '12 titles (12 GB, 100 % of what is on the pool; RETURN_GUARD_PERCENT is 30)'

describe('a run that would bring too much home', () => {
  it('brings nothing home, brings in what fits, ends in part, and asks', async () => {
    const run = await stage.run({ trigger: 'schedule' })
    expect(gone).toEqual([])
    expect(run).toMatchObject({
      outcome: 'partial',
      sentence: `1 brought in (1 GB). ${held} stay until you allow them to go home.`,
      planned: { evict: { units: 0 }, keep: { units: 12 } },
      done: { promoted: { units: 1 }, evicted: { units: 0 } }
    })
    expect(await problems()).toEqual([
      expect.stringMatching(/so nothing was brought home: .* and 9 more\. "pcu plan --allow-returns" shows all of it/u)
    ])
    const plan = await stage.app.face.latestPlan()
    expect(plan?.decisions.filter(({ because }) => because[0]?.reason.code === 'too-many-returns')).toHaveLength(12)
  })

  it('asks again in every run, until a person allows it; then all go and nothing is asked any more', async () => {
    for (const trigger of ['schedule', 'plex', 'button'] as const) await stage.run({ trigger })
    expect(gone).toEqual([])
    expect(await problems()).toHaveLength(1)
    const run = await stage.run({ trigger: 'button', allowReturns: true })
    expect(run).toMatchObject({ outcome: 'done', done: { evicted: { units: 12 } } })
    expect(gone).toHaveLength(12)
    expect(await problems()).toEqual([])
  })

  it('is foretold as it would be, and a dry run neither raises nor clears the question', async () => {
    const dry = await stage.run({ dryRun: true })
    expect(dry.sentence).toBe(
      `Nothing was moved; 1 would be brought in (1 GB). ${held} would stay until you allow them to go home.`
    )
    expect(await problems()).toEqual([])
    await stage.run({ trigger: 'schedule' })
    expect(await stage.run({ dryRun: true, allowReturns: true })).toMatchObject({ planned: { evict: { units: 12 } } })
    expect(await problems()).toHaveLength(1)
  })

  it('does not stand in the way of a person who asks for everything back', async () => {
    expect(await stage.run({ goal: 'restore-all', trigger: 'button' })).toMatchObject({ outcome: 'done' })
    expect(gone).toHaveLength(12)
  })
})
