/** Libraries besides REAL_SOURCE: from each its own way to the pool and home, and none of them holds up another. */
import { existsSync, mkdirSync, readlinkSync, renameSync, rmSync } from 'node:fs'
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

const play = (file: string): void =>
  house.plex.leftAt('owner', house.key(file), { offsetMs: 2_000_000, at: Date.now() })
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

  it('never meets one of the same relative path in another library', async () => {
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
