import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { type Decision, worded } from '@pcu/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import { emptyCounts } from '#engine/tell/tally.ts'
import { createInspectionStore } from './inspections.ts'
import { createMemory } from './memory.ts'
import { openStore, type Store } from './open.ts'
import { createRunStore } from './runs.ts'
import { createSavedSettingsStore } from './saved-settings.ts'

let folder = ''
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/runs-`)
  store = await openStore({ path: `${folder}/db` })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const aDecision = (unit: string): Decision => ({
  unit,
  title: unit,
  action: 'keep',
  because: [worded({ code: 'on-deck', person: 'the owner' })],
  refusals: [],
  score: [],
  rank: null,
  sizeBytes: 1,
  files: 1,
  from: null,
  to: null
})

const ended = { ...emptyCounts, requests: 3, outcome: 'done', sentence: 'Nothing had to move.' } as const

const runWith = async (runs: ReturnType<typeof createRunStore>, decisions: readonly Decision[], at: number) => {
  const run = await runs.begin({ trigger: 'button', dryRun: false, at })
  await runs.recordDecisions(run.id, decisions)
  return runs.finish(run.id, { ...ended, at: at + 1 })
}

describe('runs', () => {
  it('are told newest first, with what they decided in order', async () => {
    const runs = createRunStore(store.db)
    await runWith(runs, [aDecision('b'), aDecision('a')], 10)
    const second = await runWith(runs, [], 20)
    expect((await runs.recent(5)).map((run) => run.startedAt)).toEqual([20, 10])
    expect((await runs.report(second.id - 1))?.decisions.map((decision) => decision.unit)).toEqual(['b', 'a'])
    expect(await runs.report(99)).toBeUndefined()
  })

  it('share one stored set of decisions while they decide the same', async () => {
    const runs = createRunStore(store.db)
    const decisions = Array.from({ length: 1200 }, (_, n) => aDecision(`u${n}`))
    const first = await runWith(runs, decisions, 10)
    const second = await runWith(runs, decisions, 20)
    const { stored } = await store.db
      .selectFrom('decision')
      .select((q) => q.fn.countAll<number>().as('stored'))
      .executeTakeFirstOrThrow()
    expect(stored).toBe(1200)
    expect((await runs.report(second.id))?.decisions).toEqual((await runs.report(first.id))?.decisions)
  })

  it('are forgotten by number, decisions before runs', async () => {
    const runs = createRunStore(store.db)
    for (let n = 0; n < 45; n += 1) await runWith(runs, [aDecision(`u${n}`)], n)
    expect((await runs.report(1))?.decisions).toEqual([])
    expect((await runs.report(45))?.decisions).toHaveLength(1)
    expect((await runs.latestReport())?.id).toBe(45)
  })

  it('that a dead process left running are closed as failed', async () => {
    const runs = createRunStore(store.db)
    await runs.begin({ trigger: 'start', dryRun: false, at: 5 })
    await runs.closeAbandoned(9)
    expect((await runs.recent(1))[0]).toMatchObject({ outcome: 'failed', finishedAt: 9 })
  })
})

describe('small things', () => {
  it('remembers looks, facts and saved settings, and replaces them', async () => {
    const inspections = createInspectionStore(store.db)
    const unit = sharePath('/a')
    await inspections.put({ unit, lookedAt: 1, files: [] })
    await inspections.put({ unit, lookedAt: 2, files: [] })
    expect(await inspections.all()).toEqual([{ unit, lookedAt: 2, files: [] }])
    const older = { path: unit, role: 'video', sizeBytes: 1, allocatedBytes: 1, links: 1, changedAt: 1 }
    const json = JSON.stringify({ unit, lookedAt: 3, files: [older] })
    await store.db.updateTable('inspection').set({ json }).where('unit', '=', unit).execute()
    expect(await inspections.all(), 'a look that does not say on which branch').toEqual([])
    await inspections.forget(unit)
    expect(await inspections.all()).toEqual([])

    const memory = createMemory(store.db)
    await memory.set('a', '1')
    await memory.set('a', '2')
    expect([await memory.get('a'), await memory.get('b')]).toEqual(['2', undefined])

    const saved = createSavedSettingsStore(store.db)
    await saved.write({ 'pool.keepFreeGb': 5, 'plex.url': 'http://x' })
    await saved.write({ 'pool.keepFreeGb': 6 })
    expect(await saved.read()).toEqual({ 'pool.keepFreeGb': 6 })
  })
})
