/** The library as a list of the running program: what lies where and why, kept current by what happens; before Plex ever answered, and while it is silent. */
import { type LibraryPage, libraryQuerySchema } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Ledger } from '#ports/ledger.ts'
import { Failure } from '#src/failure.ts'
import { aStage, type Stage, type StageFacts } from '#test/builders/stage.ts'
import { aLibrary, aMovie, anEpisode, anOwned, hour, now } from '#test/builders/world.ts'

const films = [aMovie({ ratingKey: '1', title: 'Heat' }), aMovie({ ratingKey: '2', title: 'Fargo', lastViewedAt: now })]
const episodes = [1, 2, 3].map((n) => anEpisode({ ratingKey: `e${n}`, episode: n, title: `Part ${n}` }))
const library = aLibrary([...films, ...episodes])

const idle = async (): Promise<void> => undefined

let stage: Stage
afterEach(() => stage.leave())

const open = async (facts: StageFacts = {}): Promise<void> => {
  stage = await aStage({
    library,
    ...facts,
    env: { NUMBER_EPISODES: '1', ...facts.env },
    server: {
      readOnDeck: async (sectionId) =>
        sectionId === '2' ? [{ ratingKey: 'e1', viewOffsetMs: 0, lastViewedAt: now - hour }] : [],
      ...facts.server
    }
  })
}

const page = (query: object = {}): Promise<LibraryPage> => stage.app.face.library(libraryQuerySchema.parse(query))
const states = ({ rows }: LibraryPage) => Object.fromEntries(rows.map(({ key, state }) => [key, state]))

describe('the library as a list', () => {
  it('is read once from Plex when nobody has asked before, and holds every title', async () => {
    await open()
    const [one, other] = await Promise.all([page(), page()])
    expect(one).toMatchObject({ total: 5, trouble: null, unread: [] })
    expect(one.of).toBe(other.of)
    expect(one.rows.map(({ key }) => key)).toEqual(['2', '1', 'e1', 'e2', 'e3'])
    expect(one.rows[0]).toMatchObject({ title: 'Fargo', section: 'Films', lastWatchedAt: now, because: null })
    expect(one.rows[2]).toMatchObject({ posterKey: 'show', show: 'The Show', season: 1, episode: 1 })
  })

  it('tells the state, the place and the very sentence of the last plan, and follows what is done', async () => {
    await open()
    await stage.run({ dryRun: true })
    const before = await page({ order: 'rank' })
    expect(states(before)).toEqual({ e1: 'waiting', e2: 'waiting', e3: 'array', '1': 'array', '2': 'array' })
    const plan = await stage.app.face.latestPlan()
    const first = plan?.decisions.find(({ rank }) => rank === 1)
    expect(before.rows[0]).toMatchObject({ key: 'e1', rank: 1, because: first?.because[0], people: ['the owner'] })
  })

  it('follows what comes to the pool by the events that tell of it, and asks the ledger only then', async () => {
    let [owned, asked]: [readonly OwnedUnit[], number] = [[], 0]
    const ledger: Ledger = {
      owned: async () => {
        asked += 1
        return owned
      },
      ...{ inFlightBytes: async () => 0, copies: async () => [], homeOf: async () => undefined },
      ...{ registered: async () => [], noteWanted: idle, noteListed: idle, noteCompared: idle }
    }
    await open({ deps: { ledger } })
    const before = await page()
    for (let n = 0; n < 3; n += 1) expect((await page()).of).toBe(before.of)
    expect(asked).toBe(1)
    owned = [anOwned({ name: 'e1', promotedAt: now })]
    stage.app.face.bus.publish({ type: 'move.settled', sentence: 'It is there.' })
    const after = await page({ order: 'cached' })
    expect(after.of).toBeGreaterThan(before.of)
    expect(after.rows[0]).toMatchObject({ key: 'e1', state: 'cached', cachedSince: now })
    expect(after.facets.state).toEqual({ cached: 1, array: 4 })
  })

  it('shows a pin and its end at once, on everything that it holds', async () => {
    await open()
    const { pin } = await stage.app.face.pin({ ratingKey: 'show', season: 1 })
    const pinned = await page({ pinned: 'yes' })
    expect(pinned.rows.map(({ key, pins }) => [key, pins])).toEqual(
      ['e1', 'e2', 'e3'].map((key) => [key, [{ id: pin?.id, kind: 'season' }]])
    )
    await stage.app.face.unpin(pin?.id ?? 0)
    expect((await page({ pinned: 'yes' })).total).toBe(0)
  })

  it('says why nothing is there while Plex was never heard, and does not ask again at every question', async () => {
    let asked = 0
    await open({
      server: {
        readLibrary: async () => {
          asked += 1
          throw new Failure('plex.unreachable', { sentence: 'Plex is away.', retry: 'soon' })
        }
      }
    })
    for (let n = 0; n < 3; n += 1) {
      expect(await page()).toMatchObject({ rows: [], total: 0, readAt: null, trouble: 'Plex is away.' })
    }
    expect(asked).toBe(1)
  })

  it('stays what it was, with its age, when Plex falls silent', async () => {
    let isSilent = false
    await open({
      server: {
        identify: async () => {
          if (isSilent) throw new Failure('plex.unreachable', { sentence: 'Plex is away.', retry: 'soon' })
          return { machineIdentifier: 'm', name: 'Tower', version: '1' }
        }
      }
    })
    await stage.run({ dryRun: false })
    const { readAt } = await page()
    isSilent = true
    await stage.run({ dryRun: false })
    expect(await page()).toMatchObject({ total: 5, readAt, trouble: expect.stringContaining('Plex is away.') })
  })
})
