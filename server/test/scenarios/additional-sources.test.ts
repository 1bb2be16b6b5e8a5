/** Libraries besides REAL_SOURCE: from each its own way to the pool and home, and none of them holds up another. */
import { existsSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { census, type House, readThrough } from '#test/builders/house.ts'
import { aFilm, anOddHouse, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'

let house: House
afterEach(() => house.leave())

const nas = (): string => `${house.root}/nas`
const folderOf = (source: string): string => `${house.pool}/.pcu-sources/${source.slice(1).replaceAll('/', '+')}`
const film = (name: string): string => `/nas-films/${name}/${name}.mkv`
const sourced = (more: Readonly<Record<string, string>> = {}) => ({
  ADDITIONAL_SOURCES: nas(),
  ADDITIONAL_PLEX_SOURCES: '/nas-films',
  ...more
})

/** Films of the array and of the additional library, which has a folder of the same name. */
const aHouseWithNas = async (): Promise<void> => {
  house = await anOddHouse([aFilm('/media/Films/Alpha/Alpha.mkv'), aFilm(film('Gamma')), aFilm(film('Alpha'))])
  for (const name of ['Gamma', 'Alpha']) writeOld(`${nas()}/${name}/${name}.mkv`)
  writeOld(`${nas()}/Gamma/Gamma.en.srt`, 'words')
}

const seen = (file: string): void => house.plex.watched('owner', house.key(file), Date.now() - 1000)

describe('a file of an additional library', () => {
  it('comes with a link, is served from the pool, and goes home to where it was', async () => {
    await aHouseWithNas()
    const before = census(nas())
    const whole = readThrough(`${nas()}/Gamma/Gamma.mkv`)
    const { report, problems } = await told(house, { env: sourced() })
    expect(verdictOn(report, 'Gamma.mkv')).toMatch(/^promote: /u)
    expect(problems).toEqual([])
    expect(readlinkSync(`${nas()}/Gamma/Gamma.mkv`)).toBe(`${folderOf(nas())}/Gamma/Gamma.mkv`)
    expect(readThrough(`${nas()}/Gamma/Gamma.mkv`)).toBe(whole)
    expect(existsSync(`${folderOf(nas())}/Gamma/Gamma.en.srt`)).toBe(true)
    seen(film('Gamma'))
    seen(film('Alpha'))
    await told(house, { env: sourced() })
    expect(census(nas())).toEqual(before)
    expect(Object.keys(census(folderOf(nas())))).toEqual([])
  })

  it('peer 32: two folders of one library on different mappings: each file has its own real path, and never meets the other on the pool', async () => {
    await aHouseWithNas()
    writeOld(`${house.array}/Films/Alpha/Alpha.mkv`, 'of the array')
    writeOld(`${nas()}/Alpha/Alpha.mkv`, 'of the nas')
    const env = sourced({ PLEX_SOURCE: '/media/Films', REAL_SOURCE: `${house.array}/Films` })
    await told(house, { env })
    expect(readThrough(`${house.pool}/Alpha/Alpha.mkv`)).toBe(readThrough(`${house.array}/Films/Alpha/Alpha.mkv`))
    expect(readThrough(`${folderOf(nas())}/Alpha/Alpha.mkv`)).toBe(readThrough(`${nas()}/Alpha/Alpha.mkv`))
    expect(readThrough(`${house.pool}/Alpha/Alpha.mkv`)).not.toBe(readThrough(`${nas()}/Alpha/Alpha.mkv`))
  })
})

describe('an additional library that is not there', () => {
  it('holds back its own files alone, which go home once it is back', async () => {
    await aHouseWithNas()
    const before = census(nas())
    renameSync(nas(), `${house.root}/away`)
    const first = await told(house, { env: sourced() })
    expect(verdictOn(first.report, 'Gamma.mkv')).toMatch(/^leave: .*nas is not ready: it does not exist here/u)
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(true)
    expect(first.problems.map(({ id, severity, setting }) => [id, severity, setting])).toEqual([
      ['roots.source-0', 'warning', 'ADDITIONAL_SOURCES']
    ])
    expect(first.status.roots.map(({ role, state }) => `${role} ${state}`)).toContain('source offline')

    renameSync(`${house.root}/away`, nas())
    await told(house, { env: sourced() })
    expect(existsSync(`${folderOf(nas())}/Gamma/Gamma.mkv`)).toBe(true)

    // Gone in the middle of its time on the pool: it stays, and what is of the array goes home all the same.
    renameSync(nas(), `${house.root}/away`)
    for (const file of ['/media/Films/Alpha/Alpha.mkv', film('Gamma'), film('Alpha')]) seen(file)
    const third = await told(house, { env: sourced() })
    expect(verdictOn(third.report, 'Gamma.mkv')).toMatch(/^keep: .*nas is not ready/u)
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(false)
    expect(existsSync(`${folderOf(nas())}/Gamma/Gamma.mkv`)).toBe(true)

    renameSync(`${house.root}/away`, nas())
    await told(house, { env: sourced() })
    expect(census(nas())).toEqual(before)
  })

  it('because it was taken out of the settings: its files stay until a person brings them home', async () => {
    await aHouseWithNas()
    const before = census(nas())
    await told(house, { env: sourced() })
    seen(film('Gamma'))
    const { report } = await told(house)
    expect(verdictOn(report, 'Gamma.mkv')).toBe(
      `keep: Stays on the pool: it belongs to the library ${nas()}, which is no longer among ADDITIONAL_SOURCES; name it there again, or bring it home yourself (pcu restore-all).`
    )
    expect(readlinkSync(`${nas()}/Gamma/Gamma.mkv`)).toContain('.pcu-sources')
    await told(house, { goal: 'restore-all' })
    expect(census(nas())).toEqual(before)
    expect(existsSync(`${house.array}/Gamma`)).toBe(false)
  })
})

describe('what was learned of the pool', () => {
  it('is learned of the folder of an additional library, too, when the database is lost', async () => {
    await aHouseWithNas()
    const before = census(nas())
    await told(house, { env: sourced() })
    rmSync(`${house.root}/data`, { recursive: true })
    seen(film('Gamma'))
    seen(film('Alpha'))
    const { problems } = await told(house, { env: sourced() })
    expect(problems.map(({ id }) => id)).toContain(`found-again.adopted:${folderOf(nas())}`)
    await told(house, { env: sourced(), goal: 'restore-all' })
    expect(census(nas())).toEqual(before)
  })
})

describe('an additional library without a path in Plex', () => {
  it('gives up a wanted file by the end of its path, and knows it again on the pool when the answers are lost', async () => {
    await aHouseWithNas()
    rmSync(`${nas()}/Alpha`, { recursive: true })
    const env = { ADDITIONAL_SOURCES: nas() }
    const first = await told(house, { env })
    expect(verdictOn(first.report, 'Gamma.mkv')).toMatch(/^promote: /u)
    expect(readlinkSync(`${nas()}/Gamma/Gamma.mkv`)).toBe(`${folderOf(nas())}/Gamma/Gamma.mkv`)
    expect(first.report.decisions.flatMap(({ because }) => because.map(({ reason }) => reason.code))).toContain(
      'in-no-library'
    )
    rmSync(`${house.root}/data`, { recursive: true })
    const second = await told(house, { env })
    expect(verdictOn(second.report, 'Gamma.mkv')).toMatch(/^keep: On deck/u)
    seen(film('Gamma'))
    await told(house, { env })
    expect(existsSync(`${folderOf(nas())}/Gamma/Gamma.mkv`)).toBe(false)
  })
})
