/** What belongs together moves together: posters of whole folders, versions, parts, episodes in one file, editions. */
import { existsSync, lstatSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, type House } from '#test/builders/house.ts'
import { told, writeOld } from '#test/builders/odd-house.ts'

let house: House
afterEach(() => house.leave())

const ago = (hours: number): number => Date.now() - hours * 3_600_000
const onPool = (): readonly string[] =>
  Object.entries(census(house.pool)).flatMap(([name, what]) =>
    what === 'folder' ? [] : [name.slice(name.lastIndexOf('/') + 1)]
  )

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
