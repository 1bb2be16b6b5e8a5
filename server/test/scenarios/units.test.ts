/** What belongs together moves together: posters of whole folders, versions, parts, episodes in one file, editions. */
import { existsSync, linkSync, lstatSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, type House, videoBytes } from '#test/builders/house.ts'
import { aFilm, anOddHouse, decisionOn, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'

let house: House
afterEach(() => house.leave())

const ago = (hours: number): number => Date.now() - hours * 3_600_000
const onPool = (): readonly string[] =>
  Object.entries(census(house.pool)).flatMap(([name, what]) =>
    what === 'folder' ? [] : [name.slice(name.lastIndexOf('/') + 1)]
  )

describe('HARD_LINKS', () => {
  it('peer 20: skip leaves a film that is seeded, and the reason names the setting', async () => {
    const name = '/media/Films/Seed/Seed.mkv'
    house = await anOddHouse([aFilm(name)])
    writeOld(house.here(name))
    linkSync(house.here(name), `${house.array}/seeding.mkv`)
    const before = census(house.array)
    const { report } = await told(house)
    expect(verdictOn(report, 'Seed')).toMatch(/^leave: .* has 2 names \(hard links\).*HARD_LINKS is skip/u)
    expect([onPool(), census(house.array)]).toEqual([[], before])
    await told(house, { env: { HARD_LINKS: 'move' } })
    expect(onPool()).toEqual(['Seed.mkv'])
    expect(lstatSync(`${house.array}/seeding.mkv`).nlink).toBe(2)
  })
})

describe('FOLDER_ARTWORK', () => {
  const season = 'Series/The Show/Season 01'
  const start = async (env: Readonly<Record<string, string>>): Promise<void> => {
    house = await aHouse({ env })
    writeOld(`${house.array}/${season}/poster.jpg`, 'the poster of the season')
    writeOld(`${house.array}/Series/The Show/tvshow.nfo`, 'about the show')
    house.plex.watched('owner', house.key(episodeFile(1)), ago(9))
  }

  it('peer 37: a poster that three episodes share stays until the last of them, and no run copies it again', async () => {
    await start({ FOLDER_ARTWORK: 'cache' })
    const before = census(house.array)
    await house.run()
    expect(onPool()).toEqual(expect.arrayContaining(['The Show - S01E02.mkv', 'poster.jpg', 'tvshow.nfo']))
    const inode = lstatSync(`${house.pool}/${season}/poster.jpg`).ino
    house.plex.watched('owner', house.key(episodeFile(2)), ago(1))
    for (const moved of [1, 0, 0]) {
      const { done } = await house.run()
      expect([done.evicted.units, done.promoted.units]).toEqual([moved, moved])
      expect(lstatSync(`${house.pool}/${season}/poster.jpg`).ino).toBe(inode)
    }
    expect(onPool()).not.toContain('The Show - S01E02.mkv')
    await house.run({ goal: 'restore-all' })
    expect(onPool()).toEqual([])
    expect(census(house.array)).toEqual(before)
  })

  it('leave, which is the default: no run touches them', async () => {
    await start({})
    await told(house)
    expect(onPool()).toContain('The Show - S01E02.mkv')
    expect(existsSync(`${house.pool}/${season}/poster.jpg`)).toBe(false)
    expect(lstatSync(`${house.array}/${season}/poster.jpg`).isFile()).toBe(true)
  })
})

describe('what one title consists of', () => {
  const write = (...files: readonly string[]): void => {
    for (const file of files) writeOld(house.here(file))
  }
  const file = (name: string): string => `/media/Films/${name}`
  const sized = (name: string) => ({ file: file(name), sizeBytes: videoBytes })

  it('peer 19: while one version of a film is played, no version of it goes home', async () => {
    const [one, two] = ['Two/Two - 1080p.mkv', 'Two/Two - 4K.mkv']
    const versions = [one, two].map((name) => ({ files: [sized(name)] }))
    house = await anOddHouse([aFilm('Two', { title: 'Two', versions })])
    write(file(one), file(two))
    expect((await house.run()).done.promoted.units).toBe(2)
    const key = house.key(file(one))
    house.plex.watched('owner', key, ago(1))
    house.plex.play('owner', key)
    const playing = await told(house)
    expect(playing.report.done.evicted.units).toBe(0)
    expect(playing.report.decisions.filter(({ action }) => action === 'keep')).toHaveLength(2)
    expect(onPool()).toEqual(expect.arrayContaining(['Two - 1080p.mkv', 'Two - 4K.mkv']))
  })

  it('parts come together or not at all', async () => {
    const [one, two] = ['Stack/Stack - pt1.mkv', 'Stack/Stack - pt2.mkv']
    house = await anOddHouse([aFilm('Stack', { title: 'Stack', versions: [{ files: [sized(one), sized(two)] }] })])
    write(file(one))
    expect(verdictOn((await told(house)).report, 'Stack')).toMatch(/^leave: .*pt2\.mkv was not found/u)
    expect(onPool()).toEqual([])
  })

  it('several episodes in one file are one unit, wanted by whoever wants one of them', async () => {
    const both = '/media/Series/The Show/Season 01/The Show - S01E01-E02.mkv'
    house = await aHouse()
    for (const n of [1, 2]) {
      house.plex.library.replaceFile(house.key(episodeFile(n)), { file: both, sizeBytes: videoBytes })
    }
    write(both)
    const second = house.plex.library.item('2', 'episode', 1).ratingKey
    house.plex.leftAt('owner', second, { offsetMs: 1_000_000, at: ago(9) })
    const { report } = await told(house, { env: { NUMBER_EPISODES: '0' } })
    expect(report.done.promoted).toMatchObject({ units: 1 })
    expect(decisionOn(report, '(+1)').action).toBe('promote')
    expect(onPool().filter((name) => name.endsWith('.mkv'))).toEqual(['The Show - S01E01-E02.mkv'])
  })

  it('editions are titles of their own: who wants one does not get the other', async () => {
    const films = ['Cut', 'Cut {edition-Director}'].map((name) => aFilm(`${name}/${name}.mkv`, { title: 'Cut' }))
    house = await anOddHouse(films)
    write(file('Cut/Cut.mkv'), file('Cut {edition-Director}/Cut {edition-Director}.mkv'))
    house.plex.watched('owner', house.key(file('Cut/Cut.mkv')), ago(9))
    await house.run()
    expect(onPool()).toEqual(['Cut {edition-Director}.mkv'])
  })
})
