/** The search on a made-up machine: what it finds, what it leaves asleep, and where it ends. */
import { describe, expect, it } from 'vitest'
import { groundsOf, type KnownRoots } from '#core/mapping/grounds.ts'
import type { Location } from '#core/mapping/sample.ts'
import { plexPath } from '#core/model/place.ts'
import type { PathFinder } from '#ports/path-finder.ts'
import { Failure } from '#src/failure.ts'
import { type Bounds, type Progress, searchGrounds, usualBounds } from './search.ts'

/** A machine of these files, by path with their sizes. Tells every folder and name that was asked for. */
const aMachine = (files: Readonly<Record<string, number>>, dead: readonly string[] = []) => {
  const asked: string[] = []
  const at = (root: string, path: string): string => (path === '' ? root : `${root === '/' ? '' : root}/${path}`)
  const ask = (root: string, path: string): string => {
    asked.push(at(root, path))
    if (dead.includes(root)) throw new Failure('disk.gone', { sentence: `${root} did not answer.`, retry: 'later' })
    return at(root, path)
  }
  const finder: PathFinder = {
    mounts: async () => [],
    list: async ({ root, path }) => {
      const folder = ask(root, path)
      const inside = Object.keys(files).filter((file) => file.startsWith(`${folder === '/' ? '' : folder}/`))
      const below = inside.map((file) => file.slice(folder === '/' ? 1 : folder.length + 1).split('/'))
      const names = [...new Set(below.map(([name = '']) => name))]
      const folders = [...new Set(below.flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : [])))]
      return inside.length === 0 ? undefined : { names, folders }
    },
    lookAt: async ({ root, path }) => {
      const sizeBytes = files[ask(root, path)]
      return sizeBytes === undefined ? { kind: 'nothing' } : { kind: 'file', sizeBytes }
    }
  }
  return { finder, asked }
}

const films = (folder: string, howMany = 20): Readonly<Record<string, number>> =>
  Object.fromEntries(Array.from({ length: howMany }, (_, at) => [`${folder}/Film ${at}/Film ${at}.mkv`, 1000 + at]))

const theLocation = (path: string, howMany = 20): Location => ({
  sectionId: '1',
  section: 'Films',
  path: plexPath(path),
  samples: Array.from({ length: howMany }, (_, at) => ({ path: `Film ${at}/Film ${at}.mkv`, sizeBytes: 1000 + at }))
})

const known: KnownRoots = { shareRoot: '/mnt/user', pools: ['/mnt/cache'], branches: [], allowVolatile: false }
const mounts = ['/mnt/user', '/mnt/other', '/mnt/cache'].map((mountPoint) => ({ mountPoint, fileSystem: 'xfs' }))

const search = async (machine: ReturnType<typeof aMachine>, location: Location, facts: Partial<Bounds> = {}) => {
  let now = 0
  const clock = { now: () => (now += 1), after: () => ({ cancel: () => undefined }) }
  const bounds = { ...usualBounds, ...facts }
  const progress: Progress = { until: bounds.timeMs, notes: new Set() }
  const deps = { finder: machine.finder, clock, bounds, mounts, known }
  const found = await searchGrounds(groundsOf(mounts, known), { locations: [location], progress }, deps)
  const told = (found.get(location) ?? []).map(({ folder, evidence }) => `${evidence.found} in ${folder}`)
  return { told, notes: [...progress.notes] }
}

describe('a search', () => {
  it.each([
    ['/data/media/films', '/mnt/user/media/films'],
    ['/data/Films', '/mnt/user/a/b/other name'],
    ['U:\\Films', '/mnt/user/films'],
    ['\\\\nas\\films', '/mnt/user']
  ])('finds %s in %s', async (location, folder) => {
    expect((await search(aMachine(films(folder)), theLocation(location))).told).toEqual([`20 in ${folder}`])
  })

  it('touches no other mount when all is found below REAL_SOURCE, and never the pool', async () => {
    const both = { ...films('/mnt/user/films'), ...films('/mnt/other/films'), ...films('/mnt/cache/films') }
    const machine = aMachine(both)
    expect((await search(machine, theLocation('/data/films'))).told).toEqual(['20 in /mnt/user/films'])
    expect(machine.asked.filter((path) => !path.startsWith('/mnt/user'))).toEqual([])
    const elsewhere = aMachine({ ...films('/mnt/other/films'), ...films('/mnt/cache/films') })
    expect((await search(elsewhere, theLocation('/data/films'))).told).toEqual(['20 in /mnt/other/films'])
    expect(elsewhere.asked.filter((path) => path.startsWith('/mnt/cache'))).toEqual([])
  })

  it('never goes into the titles: a library of thousands costs a listing and fifty looks', async () => {
    const machine = aMachine(films('/mnt/user/films', 3000))
    await search(machine, theLocation('/data/films', 50))
    expect(machine.asked.length).toBeLessThan(60)
  })

  it('gives a folder of other films five looks and no more', async () => {
    const others = Object.fromEntries(Object.keys(films('/mnt/user/x', 50)).map((file) => [`${file}.part`, 1]))
    const machine = aMachine(others)
    expect((await search(machine, theLocation('/data/films', 50))).told).toEqual(['0 in /mnt/user/x'])
    expect(machine.asked.filter((path) => path.endsWith('.mkv'))).toHaveLength(5)
  })

  it('ends at its bounds, and says so when time was short', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`/mnt/user/${at}/x/y`, 1]))
    const narrow = aMachine(many)
    await search(narrow, theLocation('/data/films'), { listings: 20 })
    expect(narrow.asked.filter((path) => path.startsWith('/mnt/user')).length).toBeLessThanOrEqual(20)
    const short = await search(aMachine(many), theLocation('/data/films'), { timeMs: 30 })
    expect(short.notes).toEqual([expect.stringMatching(/cut short/u)])
  })

  it('names a mount that does not answer, and goes on with the others', async () => {
    const machine = aMachine(films('/mnt/other/films'), ['/mnt/user'])
    const { told, notes } = await search(machine, theLocation('/data/films'))
    expect(told).toEqual(['20 in /mnt/other/films'])
    expect(notes).toEqual([expect.stringMatching(/^\/mnt\/user did not answer\./u)])
    expect(machine.asked.filter((path) => path.startsWith('/mnt/user'))).toHaveLength(1)
  })
})
