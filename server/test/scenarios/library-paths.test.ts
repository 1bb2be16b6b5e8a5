/** Where the library lies here: found by its own files on real folders and mounts, proposed with evidence, taken over by a person, and used by the next run. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import type { LibraryPath } from '@pcu/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Program } from '#src/program.ts'
import { pcu } from '#test/builders/command-line.ts'
import { aHouse, census, filmFile, type House, type HouseOptions, sections, videoBytes } from '#test/builders/house.ts'
import { type ListedSection, libraryOf } from '#test/fakes/plex/index.ts'

// A search goes over every mount of this machine, and somebody else's may not answer for as long as patience lasts.
vi.setConfig({ testTimeout: 240_000 })

let house: House
let program: Program | undefined
const mounted: string[] = []
afterEach(async () => {
  await program?.close()
  program = undefined
  for (const folder of mounted.splice(0).toReversed()) execFileSync('umount', [folder])
  await house.leave()
})

/** A search meets the mounts of every neighbour, also of one that was killed: its houses hold the same names, but nothing of this size. */
const ownBytes = videoBytes + 1
const ownSections: readonly ListedSection[] = JSON.parse(JSON.stringify(sections), (key, value) =>
  key === 'sizeBytes' ? ownBytes : value
)

const anOwnHouse = async (env: HouseOptions['env'] = {}): Promise<House> => {
  const made = await aHouse({ env, plex: { library: libraryOf({ sections: ownSections }) } })
  for (const file of Object.keys(census(made.array)).filter((name) => name.endsWith('.mkv'))) {
    truncateSync(`${made.array}/${file}`, ownBytes)
  }
  return made
}

const lost: HouseOptions['env'] = { PLEX_SOURCE: '/elsewhere', ALLOW_VOLATILE_POOL: 'true' }

const open = async (env: HouseOptions['env'] = {}): Promise<Program['app']['face']> => {
  program = await house.open({ env })
  await program.app.settle()
  return program.app.face
}

const reopened = async (env: HouseOptions['env'] = {}): Promise<Program['app']['face']> => {
  await program?.close()
  return await open(env)
}

const runNow = async (): Promise<void> => {
  program?.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
  await program?.app.schedule.idle()
}

const at = (locations: readonly LibraryPath[], location: string): LibraryPath => {
  const found = locations.find((path) => path.location === location)
  if (found === undefined) throw new Error(`nothing is known of ${location}`)
  return found
}

describe('folders without a place', () => {
  it('peer 34: are told by every run without a look at a disk, are found, proposed, taken over, and used by the next run', async () => {
    house = await anOwnHouse({ ...lost, COPY_TO_CACHE: 'false' })
    house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    const { array, pool } = house
    const face = await open()
    expect((await face.paths()).sentence).toMatch(/known after the first run/u)
    await runNow()
    const told = (await face.status()).problems.filter(({ id }) => id.startsWith('paths.'))
    expect(told.map(({ severity, sentence }) => `${severity}: ${sentence}`)).toEqual([
      expect.stringMatching(
        /^warning: Plex keeps Films in \/media\/Films, .*nothing of it is ever cached.*"pcu paths find"/u
      ),
      expect.stringMatching(/^warning: Plex keeps Series in \/media\/Series/u)
    ])
    const before = census(array)

    const found = await face.findPaths()
    expect(at(found.locations, '/media/Films').suggestion).toEqual({
      kind: 'one',
      folders: [`${array}/Films`],
      sentence: `2 of 2 sampled files found in ${array}/Films.`
    })
    expect(at(found.locations, '/media/Series').suggestion).toMatchObject({ kind: 'one', folders: [`${array}/Series`] })
    expect(census(array)).toEqual(before)
    expect((await face.status()).problems.find(({ id }) => id.startsWith('paths.1'))?.sentence).toMatch(
      /2 of 2 sampled files found in .*"pcu paths accept"/u
    )

    expect(await face.acceptPaths(['/media/Music'])).toMatchObject({ accepted: false })
    expect(await face.acceptPaths(undefined)).toEqual({
      accepted: true,
      sentence: `Saved: /media/Films => ${array}/Films, /media/Series => ${array}/Series. This counts from the next run on.`
    })
    expect((await face.status()).problems.filter(({ id }) => id.startsWith('paths.'))).toEqual([])
    await runNow()
    expect(Object.keys(census(pool))).toContain('Films/Alpha/Alpha.mkv')

    const again = await reopened()
    // The film that is on the pool is a link by now, which says nothing either way.
    expect(at((await again.paths()).locations, '/media/Films')).toMatchObject({
      folder: `${array}/Films`,
      pair: `/media/Films => ${array}/Films`,
      suggestion: null
    })
    expect(at((await again.findPaths()).locations, '/media/Films').evidence).toEqual({
      sampled: 1,
      found: 1,
      sentence: '1 of 1 sampled files found.'
    })
  })

  it('are found by another name and in another place, and nothing is chosen between two', async () => {
    house = await anOwnHouse(lost)
    const { array } = house
    mkdirSync(`${array}/a/b`, { recursive: true })
    renameSync(`${array}/Films`, `${array}/a/b/films`)
    renameSync(`${array}/Series`, `${array}/a/shows`)
    cpSync(`${array}/a/shows`, `${array}/backup of shows`, { recursive: true })
    const { locations } = await (await open()).findPaths()
    expect(at(locations, '/media/Films').suggestion).toMatchObject({
      kind: 'one',
      folders: [`${array}/a/b/films`],
      sentence: expect.stringMatching(/\(Plex writes Films\)\.$/u)
    })
    const { suggestion } = at(locations, '/media/Series')
    expect(suggestion).toMatchObject({
      kind: 'several',
      folders: [`${array}/a/shows`, `${array}/backup of shows`],
      sentence: expect.stringMatching(/^Found more than once: 5 of 5 .* Choose one: pcu settings set /u)
    })
  })

  it('are not taken for found by names alone', async () => {
    house = await anOwnHouse(lost)
    const { array } = house
    for (const film of ['Alpha', 'Beta']) writeFileSync(`${array}/Films/${film}/${film}.mkv`, 'another cut')
    rmSync(`${array}/Series`, { recursive: true })
    const { locations } = await (await open()).findPaths()
    expect(at(locations, '/media/Films').suggestion).toMatchObject({
      kind: 'none',
      sentence: expect.stringMatching(/^Only 0 of 2 .*2 with another size than Plex knows: too few/u)
    })
    expect(at(locations, '/media/Series').suggestion).toMatchObject({
      kind: 'none',
      sentence: expect.stringMatching(/^None of the 5 sampled files found on any mount: map/u)
    })
  })
})

describe('folders that have a place', () => {
  it('are proven by their files, and one that does not hold them is told with where they are', async () => {
    house = await anOwnHouse({ ALLOW_VOLATILE_POOL: 'true' })
    const { array } = house
    renameSync(`${array}/Series`, `${array}/Shows`)
    const { locations, sentence } = await (await open()).findPaths()
    expect(at(locations, '/media/Films')).toMatchObject({
      folder: `${array}/Films`,
      evidence: { sampled: 2, found: 2 }
    })
    expect(at(locations, '/media/Series')).toMatchObject({
      folder: `${array}/Series`,
      evidence: { sampled: 5, found: 0 },
      suggestion: { kind: 'one', folders: [`${array}/Shows`] }
    })
    expect(sentence).toBe('Every folder of the library has a place here. One proposal waits to be accepted.')
    expect(await program?.app.face.acceptPaths(['/media/Series'])).toMatchObject({ accepted: true })
    expect(at((await program?.app.face.paths())?.locations ?? [], '/media/Series')).toMatchObject({
      folder: `${array}/Shows`,
      suggestion: null
    })
  })
})

it('on the command line: nothing known, found, taken over, proven, each with its exit code', async () => {
  house = await anOwnHouse(lost)
  const { array } = house
  const ask = (...words: readonly string[]) => pcu(house.env, ['paths', ...words])
  expect(await ask('dance')).toMatchObject({ code: 2, err: expect.stringMatching(/^Write "pcu paths", /u) })
  expect(await ask('accept')).toEqual({
    code: 3,
    out: 'Nothing is proposed that could be accepted. "pcu paths find" looks for the files first.\n',
    err: ''
  })
  const found = await ask('find')
  expect(found.code).toBe(4)
  expect(found.out.split('\n').slice(0, 5)).toEqual([
    '2 folders of the library have no place here, so nothing there is ever cached. 2 proposals wait to be accepted.',
    'Films: /media/Films has no place here',
    expect.stringMatching(/^ {6}Plex keeps Films in \/media\/Films, and neither PLEX_SOURCE nor PATH_MAPPINGS /u),
    `      2 of 2 sampled files found in ${array}/Films.`,
    '      Take it over: pcu paths accept "/media/Films"'
  ])
  expect((await ask('accept', '/media/Films')).out).toMatch(/^Saved: \/media\/Films => .*\/Films\. This counts/u)
  const { code, out } = await ask()
  expect(code).toBe(4)
  expect(out).toContain(`Films: /media/Films is ${array}/Films here (/media/Films => ${array}/Films)`)
  expect(out).toContain('Series: /media/Series has no place here')
  expect((await ask('accept')).code).toBe(0)
  const proven = await ask('find')
  expect(proven).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Every folder of the library has a place here\.\n/u)
  })
  expect(proven.out).toContain('      5 of 5 sampled files found.\n')
})

const isRoot = process.getuid?.() === 0

/** Mounts something, or says why not; a container may forbid it. */
const mount = (folder: string, args: readonly string[]): boolean => {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', [...args, folder], { stdio: 'ignore' })
    mounted.push(folder)
    return true
  } catch {
    return false
  }
}

const tmpfs = 0x01021994
const overlay = 0x794c7630

describe.skipIf(!isRoot)('mounts (skipped without root)', () => {
  it.each(['tmpfs', 'overlay'] as const)(
    'peer 35: what lies on a %s, which no mount of this container brings, is named and refused',
    async (type) => {
      house = await anOwnHouse(lost)
      const { root, array } = house
      const trap = `${root}/trap`
      const folders = ['lower', 'upper', 'work'].map((name) => `${root}/${name}`)
      for (const folder of folders) mkdirSync(folder)
      const [lower, upper, work] = folders
      const args =
        type === 'tmpfs'
          ? ['-t', 'tmpfs', 'none']
          : ['-t', 'overlay', 'overlay', '-o', `lowerdir=${lower},upperdir=${upper},workdir=${work}`]
      if (!mount(trap, args)) return expect(readdirSync(trap)).toEqual([])
      expect(statfsSync(trap).type).toBe(type === 'tmpfs' ? tmpfs : overlay)
      renameSync(`${array}/Films`, `${root}/Films`)
      cpSync(`${root}/Films`, `${trap}/Films`, { recursive: true })

      const face = await open({ ALLOW_VOLATILE_POOL: 'false' })
      const { suggestion } = at((await face.findPaths()).locations, '/media/Films')
      expect(suggestion).toMatchObject({
        kind: 'refused',
        folders: [`${trap}/Films`],
        sentence: expect.stringMatching(
          type === 'tmpfs'
            ? /^2 of 2 sampled files found in .*, but it lies in memory \(tmpfs\)/u
            : /^2 of 2 sampled files found in .*, but it lies in the container's own file system \(overlay\)/u
        )
      })
      expect(await face.acceptPaths(['/media/Films'])).toEqual({
        accepted: false,
        sentence: 'Nothing is proposed for /media/Films.'
      })
    }
  )

  it('another mount is named, and not proposed because it lies outside of REAL_SOURCE; one below it is', async () => {
    house = await anOwnHouse(lost)
    const { root, array } = house
    for (const name of ['Films', 'Series']) renameSync(`${array}/${name}`, `${root}/${name}`)
    const [other, inside] = [`${root}/other`, `${array}/disk`]
    mkdirSync(`${root}/Series here`)
    renameSync(`${root}/Series`, `${root}/Series here/Series`)
    const both = mount(other, ['--bind', `${root}/Films`]) && mount(inside, ['--bind', `${root}/Series here`])
    if (!both) return expect(readdirSync(other)).toEqual([])
    const { locations } = await (await open()).findPaths()
    expect(at(locations, '/media/Films').suggestion).toMatchObject({
      kind: 'refused',
      folders: [other],
      sentence: expect.stringMatching(/outside of .*\(REAL_SOURCE\).*map one folder that holds all of them/u)
    })
    expect(at(locations, '/media/Series').suggestion).toMatchObject({ kind: 'one', folders: [`${inside}/Series`] })
  })
})
