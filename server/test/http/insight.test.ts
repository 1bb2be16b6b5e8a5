/** What the cache brought, over HTTP: what may be asked, and what is answered. */
import { afterEach, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { createInsightStore } from '#store/insight/insight-store.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { hour, now } from '#test/builders/world.ts'

const open: { close(): Promise<unknown> }[] = []
let stage: Stage | undefined
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
  await stage?.leave()
  stage = undefined
})

const serve = (face: Parameters<typeof quietFace>[0]) => {
  const bugs: unknown[] = []
  const app = createHttp({
    ...openDoor(),
    face: quietFace(face),
    version: '9',
    pageFolder: undefined,
    onBug: (thrown) => bugs.push(thrown)
  })
  open.push(app)
  const get = (query: string) =>
    app.inject({ method: 'GET', url: `/api/v1/insight${query}`, headers: { host: 'nas:5443' } })
  return { bugs, get }
}

it('of a program that has seen nothing is empty, and says since when it knows anything: never', async () => {
  stage = await aStage({})
  const { get, bugs } = serve({ insight: stage.app.face.insight })
  const answer = await get('')
  expect([answer.statusCode, bugs]).toEqual([200, []])
  const told = answer.json()
  expect(told).toMatchObject({
    ...{ now, days: 30, playsSince: null, samplesSince: null, cache: [], sections: null, disks: [], missed: [] },
    plays: { plays: 0, hitPercent: null, misses: [] }
  })
  expect(told.byDay).toHaveLength(30)
  expect(told.byDay.every((one: { weekHitPercent: unknown }) => one.weekHitPercent === null)).toBe(true)
})

it('holds at most 400 points of a year, and hostile titles as they are', async () => {
  const title = '<img src=x onerror=alert(1)>"\u202e'
  const program = await aStage({})
  stage = program
  const insightStore = createInsightStore(program.store.db)
  const samples = Array.from({ length: 500 }, (_, n) => {
    const past = now - n * 17 * hour
    const none = { limit_bytes: null, free_bytes: null, total_bytes: null }
    return { hour: Math.floor(past / hour), at: past, bytes: n, units: 1, ...none }
  })
  await program.store.db.insertInto('cache_sample').values(samples).execute()
  await insightStore.noteStart({
    ...{ play: 1, at: now, ratingKey: '1', title, person: title, personId: undefined, sectionId: undefined },
    ...{ tier: 'array', miss: 'never-predicted', bytes: undefined, disk: undefined, diskState: 'unknown' }
  })
  const { get } = serve({ insight: program.app.face.insight })
  const told = (await get('?days=366')).json()
  expect(told.byDay).toHaveLength(366)
  expect(told.cache.length).toBeGreaterThan(200)
  expect(told.cache.length).toBeLessThanOrEqual(400)
  expect(told.missed).toMatchObject([{ title, person: title, reason: 'never-predicted' }])
})

it.each(['?days=0', '?days=367', '?days=1.5', '?days=all', '?days=-3', '?days=30;drop'])(
  'refuses %s',
  async (query) => {
    const { get, bugs } = serve({})
    expect([(await get(query)).statusCode, bugs]).toEqual([400, []])
  }
)
