/** Test mode is the same planner: the report has every file, and timer and watcher run and tell what they would do. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Program } from '#src/program.ts'
import { aHouse, census, episodeFile, filmFile, type House } from '#test/builders/house.ts'

let house: House
let program: Program | undefined
afterEach(async () => {
  await program?.close()
  program = undefined
  await house.leave()
})

const ago = (hours: number): number => Date.now() - hours * 3_600_000
const disks = () => [census(house.array), census(house.pool)]

/** Alpha is on the pool and was seen; the first episode and one more are wanted; Beta does not fit. */
const aBusyHouse = async (): Promise<void> => {
  house = await aHouse({ env: { NUMBER_EPISODES: '0' } })
  house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: ago(30) })
  await house.run()
  house.plex.watched('owner', house.key(filmFile('Alpha')), ago(9))
  house.plex.leftAt('owner', house.key(filmFile('Beta')), { offsetMs: 2_000_000, at: ago(20) })
  house.plex.watched('owner', house.key(episodeFile(1)), ago(9))
}

const reportWith = async (env: Readonly<Record<string, string>> = {}) => {
  const run = await house.run({ env: { TEST_MODE: 'true', ...env } })
  program = await house.open({ env })
  return program.app.face.planReport(run.id)
}

describe('the report of a test run', () => {
  it('names each file with its size, where it is and where it would go, the operation and the reason, and counts them', async () => {
    await aBusyHouse()
    const before = disks()
    const report = await reportWith({ POOL_KEEP_FREE_GB: '0' })
    expect(disks()).toEqual(before)
    const home = report?.operations.find(({ operation }) => operation === 'return')
    expect(home).toMatchObject({
      title: 'Alpha (2001)',
      fileCount: 2,
      because: [{ reason: { code: 'watched' }, sentence: expect.stringContaining('Goes home: watched') }],
      files: [
        { role: 'video', sizeBytes: 307_200, source: `${house.pool}/Films/Alpha/Alpha.mkv` },
        { role: 'sidecar', sizeBytes: 40, destination: `${house.share}/Films/Alpha/Alpha.en.srt` }
      ]
    })
    const coming = report?.operations.filter(({ operation }) => operation === 'link')
    expect(coming?.flatMap(({ files }) => files.map(({ source }) => source)).toSorted()).toEqual(
      expect.arrayContaining([house.here(filmFile('Beta')), house.here(episodeFile(2))])
    )
    for (const { sizeBytes, files, fileCount } of [...(coming ?? []), ...(home === undefined ? [] : [home])]) {
      expect(files).toHaveLength(fileCount)
      expect(files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0)).toBe(sizeBytes)
    }
    const totals = new Map(report?.totals?.map((total) => [total.operation, total]))
    expect(totals.get('link')).toMatchObject({
      units: 2,
      bytes: coming?.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
    })
    expect(totals.get('return')).toEqual({ operation: 'return', units: 1, files: 2, bytes: 307_240 })
    expect(totals.get('move')).toEqual({ operation: 'move', units: 0, files: 0, bytes: 0 })
  })

  it('tells what is skipped and why, and leaves sizes and totals out when that is asked for', async () => {
    await aBusyHouse()
    const report = await reportWith({
      POOL_KEEP_FREE_GB: '900000',
      TEST_SHOW_FILE_SIZES: 'false',
      TEST_SHOW_TOTAL_SIZE: 'false'
    })
    expect(report?.totals).toBeNull()
    expect(
      report?.operations.map(({ sizeBytes, files }) => [sizeBytes, files.map((file) => file.sizeBytes)]).flat(2)
    ).toEqual(expect.not.arrayContaining([expect.any(Number)]))
    const skipped = report?.operations.filter(({ operation }) => operation === 'skip') ?? []
    expect(skipped.map(({ title }) => title).toSorted()).toEqual(['Beta (2001)', expect.stringContaining('S01E02')])
    for (const { because } of skipped) expect(because[0]?.sentence).toContain('(POOL_KEEP_FREE_GB)')
  })
})

describe('in test mode', () => {
  it('the timer runs and tells what it would do, also when TEST_DRY_RUN is false', async () => {
    await aBusyHouse()
    const before = disks()
    program = await house.open({ env: { TEST_MODE: 'true', TEST_DRY_RUN: 'false', ENABLE_SCHEDULER: 'true' } })
    await program.app.settle()
    program.app.startByItself()
    await program.app.schedule.idle()
    expect(await program.app.face.runs(1)).toMatchObject([
      {
        trigger: 'start',
        dryRun: true,
        outcome: 'done',
        sentence: expect.stringMatching(/^Nothing was moved; 2 would be/u)
      }
    ])
    expect(program.app.schedule.nextRunAt()).toBeGreaterThan(Date.now())
    expect(disks()).toEqual(before)
  })

  it('the watcher answers a press of play and tells what it would do', async () => {
    await aBusyHouse()
    const opened = await house.open({ env: { TEST_MODE: 'true', REAL_TIME_WATCH_ENABLED: 'true' } })
    program = opened
    await opened.app.settle()
    const before = disks()
    const finished = new Promise((resolve) => {
      opened.app.face.bus.subscribe((event) => event.type === 'run.finished' && resolve(event))
    })
    opened.app.startByItself()
    await expect.poll(() => house.plex.push.connections().length, { timeout: 20_000 }).toBe(1)
    house.plex.play('owner', house.key(filmFile('Beta')))
    expect(await finished).toMatchObject({ run: { trigger: 'plex', dryRun: true, outcome: 'done' } })
    expect(disks()).toEqual(before)
  })
})
