/** Samples, grounds, evidence and verdicts: what is looked for, where, and what follows. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import type { LibraryItem } from '#core/model/library.ts'
import { indexOf } from '#core/model/library-index.ts'
import { plexPath } from '#core/model/place.ts'
import { stockShelf } from '#core/model/shelf.ts'
import { groundsOf, isSearched, type KnownRoots, namesakes } from './grounds.ts'
import { type Candidate, judge } from './judge.ts'
import { sampleLocations } from './sample.ts'
import { namesOf, type SeenAt, weigh } from './weigh.ts'

interface File {
  readonly file: string
  readonly sizeBytes?: number | undefined
  readonly trashed?: boolean
  readonly optimized?: boolean
}

const libraryOf = (locations: readonly string[], files: readonly File[]) => {
  const items = files.map(
    ({ file, sizeBytes = 7, trashed = false, optimized = false }, at): LibraryItem => ({
      ratingKey: String(at + 1),
      sectionId: '1',
      type: 'movie',
      title: file,
      viewCount: 0,
      trashed,
      versions: [{ optimized, parts: [{ file: plexPath(file), sizeBytes }] }]
    })
  )
  const section = { sectionId: '1', title: 'Films', type: 'movie', locations: locations.map(plexPath) } as const
  return indexOf([stockShelf(section, items.map(packItem), createGuidTable())])
}

describe('samples', () => {
  it('are spread over the whole folder, and never more than asked for', () => {
    const files = Array.from({ length: 1000 }, (_, at) => ({ file: `/data/${at}/${at}.mkv` }))
    const [location] = sampleLocations(libraryOf(['/data'], files))
    expect(location?.samples).toHaveLength(50)
    expect(location?.samples.map(({ path }) => path).slice(0, 3)).toEqual(['0/0.mkv', '20/20.mkv', '40/40.mkv'])
    expect(location?.samples.at(-1)?.path).toBe('980/980.mkv')
  })

  it('belong to the innermost location, in any notation, and leave out what cannot be compared', () => {
    const files = [
      { file: '/data/a.mkv' },
      { file: '/data/tv/b.mkv' },
      { file: 'u:/films/sub/c.mkv' },
      { file: '\\\\nas\\tv\\d.mkv' },
      { file: '/database/e.mkv' },
      { file: '/data/../f.mkv' },
      { file: '/data/trash.mkv', trashed: true },
      { file: '/data/small.mkv', optimized: true }
    ]
    const locations = sampleLocations(libraryOf(['/data', '/data/tv', 'U:\\Films', '\\\\NAS\\tv'], files))
    expect(locations.map(({ samples }) => samples.map(({ path }) => path))).toEqual([
      ['a.mkv'],
      ['b.mkv'],
      ['sub/c.mkv'],
      ['d.mkv']
    ])
  })
})

const known = (facts: Partial<KnownRoots> = {}): KnownRoots => ({
  shareRoot: '/mnt/user',
  pools: ['/mnt/cache'],
  branches: ['/mnt/disk1'],
  allowVolatile: false,
  ...facts
})
const mount = (mountPoint: string, fileSystem = 'xfs') => ({ mountPoint, fileSystem })
const unraid = [
  mount('/', 'overlay'),
  mount('/proc', 'proc'),
  mount('/dev', 'tmpfs'),
  mount('/sys/fs/cgroup', 'cgroup2'),
  mount('/etc/hosts'),
  mount('/mnt/cache'),
  mount('/mnt/disk1'),
  mount('/films'),
  mount('/trap', 'tmpfs'),
  mount('/mnt/user', 'fuse.shfs'),
  mount('/mnt/user/remote', 'nfs4')
]

describe('grounds', () => {
  it('are REAL_SOURCE and what lies below it first, then other mounts; never the pool, the disks behind the view, or machinery', () => {
    expect(groundsOf(unraid, known()).map(({ root, standing }) => `${root} ${standing}`)).toEqual([
      '/mnt/user usable',
      '/mnt/user/remote usable',
      '/ volatile',
      '/films outside',
      '/trap volatile'
    ])
  })

  it('a REAL_SOURCE in memory or in the container is no ground for a pair, unless trying out is allowed', () => {
    const nowhere = known({ shareRoot: '/mnt/typo' })
    expect(groundsOf(unraid, nowhere)[0]).toMatchObject({
      root: '/mnt/typo',
      fileSystem: 'overlay',
      standing: 'volatile'
    })
    expect(groundsOf(unraid, { ...nowhere, allowVolatile: true })[0]?.standing).toBe('usable')
  })

  it.each([
    ['/', '/srv', true],
    ['/', '/mnt/user/films', false],
    ['/', '/films/a', false],
    ['/', '/usr/share', false],
    ['/', '/srv/.hidden', false],
    ['/mnt/user', '/mnt/user/films', true],
    ['/mnt/user', '/mnt/user/remote/films', false],
    ['/mnt/user/remote', '/mnt/user/remote/films', true],
    ['/mnt/user', '/mnt/user/@eaDir', false]
  ])('below %s, %s is searched: %s', (root, path, expected) => {
    expect(isSearched(path, { ground: { root }, mounts: unraid, known: known() })).toBe(expected)
  })

  it('the pool is not searched wherever it lies', () => {
    const where = { ground: { root: '/mnt' }, mounts: [mount('/mnt')], known: known({ shareRoot: '/mnt/user' }) }
    expect(isSearched('/mnt/cache/films', where)).toBe(false)
    expect(isSearched('/mnt/cache2/films', where)).toBe(true)
  })

  it.each([
    ['/data/media/Films', ['data/media/Films', 'media/Films', 'Films']],
    ['U:\\Films\\New', ['Films/New', 'New']],
    ['\\\\nas\\films', ['nas/films', 'films']],
    ['/', []]
  ])('%s may lie in a folder called so', (location, expected) => {
    expect(namesakes(location)).toEqual(expected)
  })
})

describe('evidence', () => {
  const sample = (path: string, sizeBytes = 7) => ({ path, sizeBytes })
  const file = (sizeBytes: number): SeenAt => ({ kind: 'file', sizeBytes })

  it('counts name and size, tells other sizes and spellings apart, and asks no link', () => {
    const seen = [
      { sample: sample('A/a.mkv'), at: file(7) },
      { sample: sample('B/b.mkv'), at: file(8) },
      { sample: sample('C/c.mkv'), at: { kind: 'other' } as const },
      { sample: sample('D/d.mkv'), at: { kind: 'nothing' } as const },
      { sample: sample('Caf\u00e9/e.mkv'), at: { kind: 'nothing' } as const },
      { sample: sample('F/f.mkv'), at: { kind: 'nothing' } as const }
    ]
    const names = namesOf(['A', 'B', 'C', 'd', 'Cafe\u0301'])
    expect(weigh(seen, names)).toEqual({ sampled: 5, found: 1, otherSize: 1, otherSpelling: 2 })
  })
})

const candidate = (folder: string, found: number, facts: Partial<Candidate> = {}): Candidate => ({
  folder,
  fileSystem: 'xfs',
  standing: 'usable',
  evidence: { sampled: 50, found, otherSize: 0, otherSpelling: 0 },
  ...facts
})

describe('the verdict', () => {
  it.each([
    ['one clear folder', [candidate('/a', 48), candidate('/b', 30)], 'one'],
    ['two that are equally good', [candidate('/a', 50), candidate('/b', 50)], 'several'],
    ['two that are nearly as good', [candidate('/a', 50), candidate('/b', 45)], 'several'],
    ['too few', [candidate('/a', 24)], 'weak'],
    ['nothing', [candidate('/a', 0)], 'none'],
    ['nowhere', [], 'none'],
    ['only outside', [candidate('/a', 50, { standing: 'outside' })], 'refused'],
    ['only in memory', [candidate('/a', 50, { standing: 'volatile' })], 'refused'],
    ['a better one outside', [candidate('/a', 30), candidate('/b', 50, { standing: 'outside' })], 'one']
  ])('on %s', (_, candidates, kind) => {
    expect(judge(candidates, 50).kind).toBe(kind)
  })

  it('never proposes what may not be used, whatever was found', () => {
    const any = fc.record({
      folder: fc.constantFrom('/a', '/b', '/c', '/d'),
      fileSystem: fc.constant('xfs'),
      standing: fc.constantFrom('usable', 'outside', 'volatile'),
      evidence: fc.nat(50).map((found) => ({ sampled: 50, found, otherSize: 0, otherSpelling: 0 }))
    })
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ folder }) => folder }), (candidates) => {
        const verdict = judge(candidates, 50)
        const usable = candidates.filter(({ standing }) => standing === 'usable')
        const best = Math.max(0, ...usable.map(({ evidence }) => evidence.found))
        if (verdict.kind === 'one') {
          expect(verdict.best).toMatchObject({ standing: 'usable', evidence: { found: best } })
          const rivals = usable.filter((one) => one !== verdict.best && one.evidence.found >= best * 0.9)
          expect(rivals).toEqual([])
          expect(best * 2).toBeGreaterThanOrEqual(50)
        } else if (verdict.kind === 'several') {
          expect(verdict.equals.length).toBeGreaterThan(1)
          expect(verdict.equals.every(({ standing }) => standing === 'usable')).toBe(true)
        } else expect(best * 2).toBeLessThan(50)
      }),
      { verbose: true }
    )
  })
})
