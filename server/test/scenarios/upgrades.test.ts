/** Sonarr and Radarr replace, rename and delete what is cached: the newer complete file wins, and nothing that is not whole makes an older one go. */
import { existsSync, lstatSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, filmFile, type House } from '#test/builders/house.ts'
import { aFilm, anOddHouse, decisionOn, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'

const film = filmFile('Alpha')
const better = 'a better release of it'

let house: House
afterEach(() => house.leave())

const cached = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  house = await aHouse({ env })
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  await house.run()
  expect(lstatSync(home()).isSymbolicLink()).toBe(true)
}
const home = (): string => house.here(film)
const copy = (path = film): string => path.replace('/media', house.pool)
const videos = (folder: string): readonly string[] =>
  Object.keys(census(folder)).filter((name) => /Alpha.*(?:mkv|plexcached)$/u.test(name))

/** As a downloader does it: the old name goes, another file gets the same one. */
const replaceInPlace = (content = better): void => {
  unlinkSync(home())
  writeOld(home(), content)
}

describe('peer 12: a real file in place of our link', () => {
  const plexSees = (content = better): void =>
    void house.plex.library.replaceFile(house.key(film), { file: film, sizeBytes: content.length })

  it('peer 12: is kept, the copy and the parked original go, and who wants the film gets the new one', async () => {
    await cached()
    replaceInPlace()
    plexSees()
    const { report } = await told(house)
    expect(verdictOn(report, 'Alpha')).toMatch(/^keep: Is looked at on the array: Plex lists .* 22 B/u)
    expect([readFileSync(home(), 'utf8'), existsSync(copy()), existsSync(`${home()}.plexcached`)]).toEqual([
      better,
      false,
      false
    ])
    expect((await house.run()).done.promoted.units).toBe(1)
    expect(readFileSync(copy(), 'utf8')).toBe(better)
  })

  it('is only marked while Plex has not seen it: nothing is removed, the new file serves', async () => {
    await cached()
    replaceInPlace()
    house.plex.watched('owner', house.key(film), Date.now() - 1000)
    const { report } = await told(house)
    expect(report.sentence).toMatch(/replaced the original; the new file stays/u)
    expect([readFileSync(home(), 'utf8'), existsSync(copy()), existsSync(`${home()}.plexcached`)]).toEqual([
      better,
      true,
      true
    ])
    plexSees()
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/^evict: Makes way: somebody put another file/u)
    expect([readFileSync(home(), 'utf8'), videos(house.pool), existsSync(`${home()}.plexcached`)]).toEqual([
      better,
      [],
      false
    ])
  })

  it('a size that Plex has wrong is looked at once and not again', async () => {
    await cached()
    house.plex.library.replaceFile(house.key(film), { file: film, sizeBytes: 123 })
    expect((await told(house)).report.done.mended.units).toBe(1)
    const again = await told(house)
    expect([again.report.done.mended.units, lstatSync(home()).isSymbolicLink()]).toEqual([0, true])
  })
})

describe('peer 13: the title has a file of another name', () => {
  const old = episodeFile(1)
  const upgraded = old.replace('.mkv', ' WEBDL-1080p.mkv')
  const subtitle = old.replace('.mkv', '.en.srt')

  /** Sonarr deletes the file that it knows and puts the new one beside. */
  const upgrade = (content = better, sizeBytes = content.length): void => {
    house.plex.library.upgrade(house.key(old), { file: upgraded, sizeBytes })
    rmSync(house.here(old))
    writeOld(house.here(upgraded), content)
  }
  const start = async (env: Readonly<Record<string, string>>): Promise<void> => {
    house = await aHouse({ env })
    house.plex.leftAt('owner', house.key(old), { offsetMs: 1_000_000, at: Date.now() - 5_000_000 })
    await house.run()
    expect(existsSync(copy(old))).toBe(true)
  }
  const leftOfOld = (): readonly boolean[] =>
    [copy(old), `${house.here(old)}.plexcached`, house.here(old), copy(subtitle)].map((path) => existsSync(path))

  it.each([
    ['with a parked original', { COPY_TO_CACHE: 'true' }],
    ['that was moved', { COPY_TO_CACHE: 'false' }]
  ] as const)(
    'peer 13: %s: what we kept of the old one goes, the new one is cached, no duplicate is left',
    async (...[, env]) => {
      await start(env)
      upgrade()
      const { report } = await told(house)
      expect(JSON.stringify(report.decisions)).toMatch(/Makes way: Plex lists [^"]*WEBDL-1080p/u)
      expect(report).toMatchObject({ outcome: 'done', done: { evicted: { units: 1 } } })
      expect(leftOfOld()).toEqual([false, false, false, false])
      expect(readFileSync(copy(upgraded), 'utf8')).toBe(better)
      expect(lstatSync(house.here(subtitle)).isFile()).toBe(true)
      expect((await told(house)).report.done).toMatchObject({ evicted: { units: 0 }, promoted: { units: 0 } })
    }
  )

  it('nothing goes while the new one is not whole, and it is looked at again in an hour, not at every run', async () => {
    await start({ COPY_TO_CACHE: 'true' })
    upgrade(better, 4000)
    await told(house)
    const { report } = await told(house)
    expect(report.sentence).toMatch(/is not of the size that Plex saw in it/u)
    expect(leftOfOld().slice(0, 2)).toEqual([true, true])
    const later = await told(house)
    expect(later.report.done.stoodBack.units).toBe(0)
    expect(JSON.stringify(later.report.decisions)).toContain('nothing of the older file is removed')
  })

  it('a file that was only renamed is never taken for a newer one: its copy stays', async () => {
    await start({ COPY_TO_CACHE: 'false', ORPHAN_POLICY: 'remove-after' })
    const bytes = readFileSync(copy(old))
    renameSync(house.here(old), house.here(upgraded))
    house.plex.library.replaceFile(house.key(old), { file: upgraded, sizeBytes: bytes.length })
    for (let run = 0; run < 2; run += 1) await house.run()
    expect(readFileSync(house.here(upgraded)).equals(bytes)).toBe(true)
  })
})

it('peer 14: the same library seen under another root is no upgrade: nothing moves', async () => {
  await cached()
  const alias = `${house.root}/user0`
  renameSync(house.share, alias)
  const before = [census(alias), census(house.pool)]
  const { report } = await told(house, { env: { REAL_SOURCE: alias } })
  expect(report.done).toMatchObject({ evicted: { units: 0 }, mended: { units: 0 } })
  expect(JSON.stringify(report.decisions)).not.toMatch(/Makes way|replaced/u)
  expect([census(alias), census(house.pool)]).toEqual(before)
})

describe('peer 15: two versions of one title', () => {
  const four = 'Alpha/Alpha - 4K.mkv'
  const second = `/media/Films/${four}`
  const add = (): void => {
    const key = house.key(film)
    const item = house.plex.library.item('1', 'movie', 0)
    const [media] = item.media
    if (media === undefined) throw new Error('no version')
    const [part] = media.parts
    if (part === undefined) throw new Error('no part')
    writeOld(house.here(second), better)
    const other = { ...media, id: 9001, parts: [{ ...part, id: 9002, file: second, sizeBytes: better.length }] }
    house.plex.library.change(key, { media: [media, other] })
  }

  it('peer 15: one that is added beside the other is no upgrade: both are kept and both are cached', async () => {
    await cached()
    add()
    const { report } = await told(house)
    expect(report.done).toMatchObject({ promoted: { units: 1 }, evicted: { units: 0 }, mended: { units: 0 } })
    expect([existsSync(copy()), existsSync(copy(second))]).toEqual([true, true])
    expect((await house.run()).done.evicted.units).toBe(0)
  })

  it('one that somebody deletes was not upgraded to the other: its leftovers wait for a person', async () => {
    await cached()
    add()
    await house.run()
    const { media } = house.plex.library.item('1', 'movie', 0)
    house.plex.library.change(house.key(second), { media: media.slice(1) })
    rmSync(home())
    for (let run = 0; run < 2; run += 1) await house.run()
    expect([existsSync(copy()), existsSync(`${home()}.plexcached`)]).toEqual([true, true])
  })
})

describe('a film in two parts', () => {
  const parts = ['pt1', 'pt2'].map((part) => `/media/Films/Stack/Stack - ${part}.mkv`)
  const better2 = '/media/Films/Stack/Stack - pt2 remux.mkv'

  it('moves as a whole, and only the part that was upgraded is exchanged', async () => {
    house = await anOddHouse([
      aFilm('Stack', { title: 'Stack', versions: [{ files: parts.map((file) => ({ file, sizeBytes: 300 })) }] })
    ])
    for (const part of parts) writeOld(house.here(part), 'x'.repeat(300))
    expect((await told(house)).report.done.promoted).toMatchObject({ units: 1 })
    expect(parts.map((part) => existsSync(copy(part)))).toEqual([true, true])
    const inode = lstatSync(copy(parts[0])).ino
    const item = house.plex.library.item('1', 'movie', 0)
    const media = item.media.map((one) => ({
      ...one,
      parts: one.parts.map((part, n) => (n === 0 ? part : { ...part, file: better2, sizeBytes: better.length }))
    }))
    house.plex.library.change(item.ratingKey, { media })
    rmSync(house.here(parts[1] ?? ''))
    writeOld(house.here(better2), better)
    await house.run()
    await house.run()
    expect(existsSync(copy(parts[1])) || existsSync(`${house.here(parts[1] ?? '')}.plexcached`)).toBe(false)
    expect([readFileSync(copy(better2), 'utf8'), lstatSync(copy(parts[0])).ino]).toEqual([better, inode])
    expect(decisionOn((await told(house)).report, 'Stack').action).toBe('keep')
  })
})

it('a show whose whole folder is deleted is not made again, and nothing of other titles goes', async () => {
  house = await aHouse()
  house.plex.watched('owner', house.key(episodeFile(1)), Date.now() - 5_000_000)
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  await house.run()
  const keys = [1, 2, 3, 4, 5].map((n) => house.key(episodeFile(n)))
  rmSync(dirname(dirname(house.here(episodeFile(1)))), { recursive: true })
  for (const key of keys) house.plex.library.remove(key)
  for (let run = 0; run < 2; run += 1) await house.run()
  expect(existsSync(dirname(house.here(episodeFile(1))))).toBe(false)
  expect(existsSync(copy(episodeFile(2)))).toBe(true)
  expect([lstatSync(home()).isSymbolicLink(), existsSync(copy())]).toEqual([true, true])
})

it('a file of equal size in place of our link serves at once, is noticed on its way home, and wins', async () => {
  await cached()
  const same = Buffer.alloc(lstatSync(copy()).size, 'of equal size ')
  unlinkSync(home())
  writeOld(home(), same)
  // Plex lists the same size as before, so that no disk is woken to compare; Plex reads the new file all the same.
  expect((await told(house)).report.done).toMatchObject({ mended: { units: 0 }, evicted: { units: 0 } })
  expect([readFileSync(home()).equals(same), existsSync(copy())]).toEqual([true, true])
  house.plex.watched('owner', house.key(film), Date.now() - 1000)
  expect((await told(house)).report).toMatchObject({ outcome: 'done', done: { evicted: { units: 1 } } })
  expect([readFileSync(home()).equals(same), existsSync(copy()), existsSync(`${home()}.plexcached`)]).toEqual([
    true,
    false,
    false
  ])
})

it('an upgrade of a copy by one of equal size is seen by its time, and comes home', async () => {
  await cached()
  const same = Buffer.alloc(lstatSync(copy()).size, 'the same size ')
  writeFileSync(`${copy()}.new`, same)
  renameSync(`${copy()}.new`, copy())
  house.plex.watched('owner', house.key(film), Date.now() - 1000)
  expect((await house.run()).done.evicted.units).toBe(1)
  expect(readFileSync(home()).equals(same)).toBe(true)
  expect(existsSync(`${home()}.plexcached`)).toBe(false)
})
