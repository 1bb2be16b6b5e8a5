import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import { Failure } from '#src/failure.ts'
import { createInspectionStore } from '#store/inspections.ts'
import { createRunStore } from '#store/runs.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, day, hour, now } from '#test/builders/world.ts'

let stage: Stage
const raise = (): never => {
  throw new Error('there is no run')
}
afterEach(() => stage.leave())

describe('a Plex that is silent for weeks', () => {
  it('does not fill the list of runs', async () => {
    const silence = new Failure('plex.unreachable', { sentence: 'Plex is silent.', retry: 'soon' })
    stage = await aStage({ server: { identify: () => Promise.reject(silence) } })
    const runs = createRunStore(stage.store.db)
    const first = await stage.run()
    const [row] = await stage.store.db.selectFrom('run').selectAll().execute()
    const { id: _, ...facts } = row ?? raise()
    const many = Array.from({ length: 600 }, (_, n) => ({ ...facts, id: first.id + n + 1 }))
    await stage.store.db.insertInto('run').values(many).execute()
    await stage.run()
    expect((await runs.recent(1000)).length).toBeLessThanOrEqual(501)
  })
})

describe('looks that are outlived', () => {
  const look = (name: string, until: number, lookedAt = now - day) => ({
    unit: sharePath(`/mnt/user/tv/${name}.mkv`),
    lookedAt,
    files: [],
    refusal: { rule: 'not-hard-linked', reason: { code: 'hard-linked', path: name, links: 2 } as const, until }
  })
  const deck = { readOnDeck: async () => [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] }
  beforeEach(async () => {
    stage = await aStage({ library: aLibrary([anEpisode({ ratingKey: 'a' })]), server: deck })
  })

  it('are forgotten, those that are good are kept', async () => {
    const inspections = createInspectionStore(stage.store.db)
    await inspections.put(look('gone', now - 1))
    await inspections.put(look('good', now + hour))
    await stage.run()
    expect((await inspections.all()).map(({ unit }) => unit)).toEqual(['/mnt/user/tv/good.mkv'])
  })

  it('from the future, made while the clock was wrong, are no answer for years', async () => {
    const inspections = createInspectionStore(stage.store.db)
    await inspections.put(look('a', now + 900 * day, now + 899 * day))
    expect((await stage.run()).done.promoted.units).toBe(1)
  })
})
