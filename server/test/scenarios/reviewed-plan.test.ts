/** A plan that somebody looked at is done exactly as it was told, or not at all. */
import { afterEach, describe, expect, it } from 'vitest'
import type { MediaServer } from '#ports/media-server.ts'
import type { Mover } from '#ports/mover.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage, type StageFacts, soundHost } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, day, GB, hour, now } from '#test/builders/world.ts'

type Deck = Awaited<ReturnType<MediaServer['readOnDeck']>>

const seen = { viewCount: 1, lastViewedAt: now - 9 * day }
const more = Array.from({ length: 12 }, (_, n) => `more${n}`)
const library = aLibrary([
  ...['a', 'b', 'c'].map((ratingKey, n) => anEpisode({ ratingKey, episode: n + 1, showKey: ratingKey })),
  anEpisode({ ratingKey: 'old', showKey: 'old', ...seen }),
  ...more.map((ratingKey) => anEpisode({ ratingKey, showKey: ratingKey, ...seen }))
])
const wants = (...keys: readonly string[]): Deck =>
  keys.map((ratingKey, n) => ({ ratingKey, viewOffsetMs: 0, lastViewedAt: now - n * hour }))

let stage: Stage
/** What the made-up walls answer now. */
let deck: Deck
let changedAt: number
let moved: string[]
afterEach(() => stage.leave())

const moving =
  (way: string): Mover['promote'] & Mover['evict'] =>
  async ({ unit }) => {
    moved.push(`${way} ${unit.ratingKeys[0]}`)
    return { kind: 'done', bytes: GB }
  }

const inspect: StorageHost['inspect'] = async (layout, unit) => {
  const look = await soundHost().inspect(layout, unit)
  return { ...look, files: look.files.map((file) => ({ ...file, changedAt })) }
}

/** Two episodes are wanted and one that was seen is on the pool; the plan for it is run 1. */
const reviewed = async (facts: StageFacts = {}): Promise<string> => {
  ;[deck, changedAt, moved] = [wants('a', 'b'), 5, []]
  stage = await aStage({
    library,
    ...facts,
    env: { NUMBER_EPISODES: '0', MAX_CONCURRENT_MOVES_CACHE: '1', ...facts.env },
    server: { readOnDeck: async (section) => (section === '2' ? deck : []) },
    host: { inspect },
    mover: { promote: moving('in'), evict: moving('home') }
  })
  await ownFile(stage.store, { name: 'old' })
  await stage.run({ dryRun: true })
  expect(moved).toEqual([])
  const report = await stage.app.face.planReport(1)
  return report?.review?.digest ?? 'none'
}

const apply = async (digest: string, runId = 1) => {
  const answer = await stage.app.face.applyPlan({ runId, digest }, 'button')
  await stage.app.schedule.idle()
  const [run] = await stage.app.face.runs(1)
  return { ...answer, run }
}

const all = ['home old', 'in a', 'in b']

describe('a reviewed plan', () => {
  it('is done exactly as it was told', async () => {
    const digest = await reviewed()
    const told = await stage.app.face.planReport(1)
    expect(told?.operations.map(({ operation, title }) => `${operation} ${title}`)).toEqual([
      'return old',
      'link The Show S01E01 Part a',
      'link The Show S01E02 Part b'
    ])
    const { run } = await apply(digest)
    expect(run).toMatchObject({ id: 2, outcome: 'done', trigger: 'button', done: { promoted: { units: 2 } } })
    expect(moved.toSorted()).toEqual(all)
  })

  it('is still the same when somebody watched on meanwhile', async () => {
    const digest = await reviewed()
    deck = deck.map((entry) => ({ ...entry, viewOffsetMs: 600_000 }))
    expect((await apply(digest)).run?.outcome).toBe('done')
  })

  it.each<[string, () => void, RegExp]>([
    [
      'one more thing is wanted',
      () => (deck = wants('a', 'b', 'c')),
      /The Show S01E03 .* would be moved to the pool and leave a link, too: On deck/u
    ],
    [
      'one is not wanted any more',
      () => (deck = wants('a')),
      /The Show S01E02 .* would no longer be moved to the pool and leave a link: Nobody wants it any more\./u
    ],
    [
      'a file is another one',
      () => (changedAt = 6),
      /The files of The Show S01E01 .* changed since \(1 file, 1 GB then, 1 file, 1 GB now\)/u
    ],
    [
      'what would go home is wanted again',
      () => (deck = wants('a', 'b', 'old')),
      /old.* would no longer go home: On deck for the owner/iu
    ]
  ])(
    'is refused as stale when %s; nothing is moved, and the plan of now can be reviewed and applied',
    async (_name, change, words) => {
      const digest = await reviewed()
      change()
      const { accepted, run } = await apply(digest)
      expect([accepted, run?.outcome, moved]).toEqual([true, 'skipped', []])
      expect(run?.sentence).toMatch(
        /^Refused as stale: plan 1 is not what would be done now, and nothing was moved\. /u
      )
      expect(run?.sentence).toMatch(words)
      expect(run?.sentence).toContain('Plan 2 is what would be done now')
      const fresh = await stage.app.face.planReport(2)
      expect((await apply(fresh?.review?.digest ?? 'none', 2)).run).toMatchObject({ id: 3, outcome: 'done' })
      expect(moved.length).toBeGreaterThan(0)
    }
  )

  it('is refused by another digest, by a number that there is not, and once it is done', async () => {
    const digest = await reviewed()
    expect(await apply('another')).toMatchObject({
      accepted: false,
      sentence: expect.stringContaining('look at it again')
    })
    expect(await apply(digest, 7)).toMatchObject({
      accepted: false,
      sentence: expect.stringContaining('no plan of run 7')
    })
    await apply(digest)
    const done = await stage.app.face.planReport(2)
    expect(done?.review).toBeNull()
    expect(await apply(digest, 2)).toMatchObject({
      accepted: false,
      sentence: expect.stringContaining('done its plan already')
    })
  })

  it('is refused after a day, also when the clock was set back', async () => {
    const digest = await reviewed()
    for (const at of [now + day, now - day]) {
      stage.setNow(at)
      expect(await apply(digest)).toMatchObject({ accepted: false, sentence: expect.stringContaining('within a day') })
      expect(await stage.app.face.planReview(1)).toMatchObject({
        review: null,
        refusal: expect.stringContaining('within a day')
      })
    }
    stage.setNow(now + day - 1)
    expect(await stage.app.face.planReview(1)).toMatchObject({ review: { digest, untilAt: now + day }, refusal: null })
    expect((await stage.app.face.planReport(1))?.review).toMatchObject({ untilAt: now + day })
  })

  it('is refused while another run is under way, with its name', async () => {
    const digest = await reviewed()
    stage.app.face.request({ trigger: 'schedule', dryRun: true, goal: 'follow-plex' })
    const answer = await stage.app.face.applyPlan({ runId: 1, digest }, 'button')
    expect(answer).toMatchObject({ accepted: false, sentence: expect.stringMatching(/^Refused: .*by the schedule/u) })
    await stage.app.schedule.idle()
  })

  it('is refused in test mode', async () => {
    const digest = await reviewed({ env: { TEST_MODE: 'true' }, deps: { dryRunOnly: true } })
    expect(await apply(digest)).toMatchObject({ accepted: false, sentence: expect.stringContaining('TEST_MODE is on') })
    expect(moved).toEqual([])
  })
})

describe('a plan that lets much go home', () => {
  it('passes the change guard, because somebody looked at it', async () => {
    await reviewed()
    for (const name of more) await ownFile(stage.store, { name })
    const held = await stage.run({ dryRun: true })
    expect(held.sentence).toContain('would stay until you allow them')
    const free = await stage.run({ dryRun: true, allowReturns: true })
    const { digest } = (await stage.app.face.planReport(free.id))?.review ?? { digest: 'none' }
    expect((await apply(digest, free.id)).run).toMatchObject({ outcome: 'done' })
    expect(moved).toHaveLength(15)
  })
})
