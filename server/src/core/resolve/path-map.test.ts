import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, plexPath, poolPath, sharePath } from '#core/model/place.ts'
import { createPathMap, isBelow, type PathRule } from './path-map.ts'

const layout = (changed: Partial<StorageLayout> = {}): StorageLayout => ({
  shareRoot: sharePath('/mnt/user'),
  poolRoot: poolPath('/mnt/cache'),
  arrayRoots: [arrayPath('/mnt/disk1'), arrayPath('/mnt/disk2')],
  linkRoot: '/mnt/cache',
  situation: 'union',
  mode: { presentation: 'union', original: 'keep' },
  ...changed
})

const placeAll = (rules: readonly PathRule[], changed: Partial<StorageLayout> = {}) => {
  const map = createPathMap(layout(changed), rules)
  return (path: string) => {
    const placement = map.place(plexPath(path))
    return placement.kind === 'placed' ? `${placement.share} > ${placement.pool}` : placement.rule
  }
}

const MEDIA = [{ plex: '/media', share: '/mnt/user' }]

describe('placing', () => {
  test.each([
    ['/media/Movies/A.mkv', '/mnt/user/Movies/A.mkv > /mnt/cache/Movies/A.mkv'],
    ['/media/a\\b.mkv', '/mnt/user/a\\b.mkv > /mnt/cache/a\\b.mkv'],
    ['/media/..hidden/x', '/mnt/user/..hidden/x > /mnt/cache/..hidden/x'],
    ['/media/new\nline "quotes" $(x)', '/mnt/user/new\nline "quotes" $(x) > /mnt/cache/new\nline "quotes" $(x)']
  ])('%j lies at %j', (path, expected) => {
    expect(placeAll(MEDIA)(path)).toBe(expected)
  })

  test.each([
    ['/mediaserver/A.mkv', 'path-is-mapped'],
    ['/other/A.mkv', 'path-is-mapped'],
    ['media/A.mkv', 'path-is-mapped'],
    ['', 'path-is-mapped'],
    ['/Media/A.mkv', 'path-is-mapped'],
    ['/media', 'path-stays-inside'],
    ['/media/', 'path-stays-inside'],
    ['/media/../etc/passwd', 'path-stays-inside'],
    ['/media/a/../../etc', 'path-stays-inside'],
    ['/media/./a', 'path-stays-inside'],
    ['/media//a', 'path-stays-inside'],
    ['/media/a/', 'path-stays-inside'],
    ['/media/a\0b', 'path-stays-inside'],
    ['/../media/a', 'path-is-mapped']
  ])('%j is refused by %s', (path, rule) => {
    expect(placeAll(MEDIA)(path)).toBe(rule)
  })

  test('peer 33: prefixes end at component boundaries and the longest wins, whatever the order', () => {
    const rules = [
      { plex: '/data', share: '/mnt/user/a' },
      { plex: '/data/tv', share: '/mnt/user/b' },
      { plex: '/database', share: '/mnt/user/c' }
    ]
    const forward = placeAll(rules)
    const backward = placeAll(rules.toReversed())
    for (const place of [forward, backward]) {
      expect(place('/data/x')).toBe('/mnt/user/a/x > /mnt/cache/a/x')
      expect(place('/data/tv/x')).toBe('/mnt/user/b/x > /mnt/cache/b/x')
      expect(place('/data/tvs/x')).toBe('/mnt/user/a/tvs/x > /mnt/cache/a/tvs/x')
      expect(place('/database/x')).toBe('/mnt/user/c/x > /mnt/cache/c/x')
    }
  })

  test('trailing slashes of rules and roots change nothing', () => {
    const place = placeAll([{ plex: '/media/', share: '/mnt/user/' }], {
      shareRoot: sharePath('/mnt/user/'),
      poolRoot: poolPath('/mnt/cache/')
    })
    expect(place('/media/A')).toBe('/mnt/user/A > /mnt/cache/A')
  })

  test('the root directory can be the prefix on either side', () => {
    expect(placeAll([{ plex: '/', share: '/mnt/user' }])('/tv/x')).toBe('/mnt/user/tv/x > /mnt/cache/tv/x')
    const place = placeAll([{ plex: '/media', share: '/' }], { shareRoot: sharePath('/') })
    expect(place('/media/srv/x')).toBe('/srv/x > /mnt/cache/srv/x')
  })

  test('what lies in the destination is never a source', () => {
    const rules = [{ plex: '/media', share: '/srv' }]
    const place = placeAll(rules, { shareRoot: sharePath('/srv'), poolRoot: poolPath('/srv/cache') })
    expect(place('/media/cache/x')).toBe('not-under-destination')
    expect(place('/media/cache_downloads/x')).toBe('/srv/cache_downloads/x > /srv/cache/cache_downloads/x')
  })

  test('a rule that leads out of the share is refused', () => {
    expect(placeAll([{ plex: '/media', share: '/mnt/other' }])('/media/x')).toBe('path-stays-inside')
  })

  test('an unmapped path names the prefixes that are known', () => {
    const placement = createPathMap(layout(), MEDIA).place(plexPath('/films/x'))
    expect(placement).toMatchObject({ reason: { code: 'unmapped-path', path: '/films/x', prefix: '/media' } })
  })
})

describe('Windows servers', () => {
  const rules = [
    { plex: 'U:\\TV', share: '/mnt/user/TV' },
    { plex: '\\\\nas\\films', share: '/mnt/user/films' }
  ]

  test.each([
    ['U:\\TV\\Show\\x.mkv', '/mnt/user/TV/Show/x.mkv > /mnt/cache/TV/Show/x.mkv'],
    ['u:\\tv\\Show\\x.mkv', '/mnt/user/TV/Show/x.mkv > /mnt/cache/TV/Show/x.mkv'],
    ['U:/TV/x.mkv', '/mnt/user/TV/x.mkv > /mnt/cache/TV/x.mkv'],
    ['\\\\NAS\\films\\x.mkv', '/mnt/user/films/x.mkv > /mnt/cache/films/x.mkv']
  ])('peer 34: %s lies at %s', (path, expected) => {
    expect(placeAll(rules)(path)).toBe(expected)
  })

  test.each([
    ['U:\\TVShows\\x.mkv', 'path-is-mapped'],
    ['U:\\TV\\..\\x.mkv', 'path-stays-inside'],
    ['V:\\TV\\x.mkv', 'path-is-mapped']
  ])('%s is refused by %s', (path, rule) => {
    expect(placeAll(rules)(path)).toBe(rule)
  })

  test.each(['U:\\', 'U:', 'U:/'])('a whole drive written as %s is a prefix', (plex) => {
    expect(placeAll([{ plex, share: '/mnt/user' }])('U:\\TV\\x.mkv')).toBe('/mnt/user/TV/x.mkv > /mnt/cache/TV/x.mkv')
  })

  test('a trailing backslash of a prefix changes nothing', () => {
    expect(placeAll([{ plex: 'U:\\TV\\', share: '/mnt/user' }])('U:\\TV\\x.mkv')).toBe(
      '/mnt/user/x.mkv > /mnt/cache/x.mkv'
    )
  })
})

describe('several rules', () => {
  const rules = [
    { plex: '/data', share: '/mnt/user/media' },
    { plex: '/data/tv', share: '/mnt/user/series' },
    { plex: '\\\\nas\\films', share: '/mnt/user/films' },
    { plex: 'U:\\', share: '/mnt/user/films' },
    { plex: '/S\u00e9ries', share: '/mnt/user/french' }
  ]
  const map = createPathMap(layout(), rules)
  const names = (path: string) => map.plexOf(sharePath(path))

  test('a file has every name by which it is found, and none that leads elsewhere', () => {
    expect(names('/mnt/user/media/x')).toEqual(['/data/x'])
    expect(names('/mnt/user/media/tv/x')).toEqual([])
    expect(names('/mnt/user/series/x')).toEqual(['/data/tv/x'])
    expect(names('/mnt/user/films/x')).toEqual(['\\\\nas\\films\\x', '//nas/films/x', 'U:\\x', 'U:/x'])
    expect(names('/mnt/user/other/x')).toEqual([])
  })

  test.each(['/S\u00e9ries/x', '/Se\u0301ries/x'])('an accent is one character or two: %j', (path) => {
    expect(placeAll(rules)(path)).toBe('/mnt/user/french/x > /mnt/cache/french/x')
    expect(names('/mnt/user/french/x')).toContain(path)
  })
})

test('whatever rules there are, a name leads back to its file, and two files never share a place on the pool', () => {
  const part = fc.constantFrom('a', 'A', 'b', 'films', 'films2')
  const folder = fc.array(part, { maxLength: 3 }).map((parts) => parts.join('/'))
  const plex = fc.tuple(fc.constantFrom('/', 'U:\\', '\\\\nas\\'), folder).map(([head, path]) => head + path)
  const rule = fc.record({ plex, share: folder.map((path) => `/mnt/user/${path}`) })
  const asked = fc.tuple(plex, folder).map(([head, path]) => plexPath(`${head}/${path}`))
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), fc.array(asked, { maxLength: 6 }), (rules, paths) => {
      const map = createPathMap(layout(), rules)
      const taken = new Map<string, string>()
      for (const path of paths) {
        const placement = map.place(path)
        if (placement.kind === 'refused') continue
        expect(taken.get(placement.pool) ?? placement.share).toBe(placement.share)
        taken.set(placement.pool, placement.share)
        for (const name of map.plexOf(placement.share)) {
          expect(map.place(name)).toMatchObject({ kind: 'placed', share: placement.share })
        }
        expect(map.plexOf(placement.share)).not.toEqual([])
      }
    }),
    { verbose: true }
  )
})

describe('additional libraries', () => {
  const rules = [
    { plex: '/media', share: '/mnt/user' },
    { plex: '/media/nas', share: '/mnt/nas' },
    { plex: '/films', share: '/mnt/nas/films' }
  ]
  const nas = { shareRoot: sharePath('/mnt/nas'), poolRoot: poolPath('/mnt/cache/.pcu-sources/mnt+nas') }
  const map = createPathMap(layout(), rules, [{ ...nas, arrayRoots: [arrayPath('/mnt/nas')] }])
  const placed = (path: string) => {
    const placement = map.place(plexPath(path))
    return placement.kind === 'placed' ? [placement.share, placement.pool] : placement.rule
  }

  test('have their own root and their own folder on the pool; the longest prefix wins over all pairs', () => {
    expect(placed('/media/a/x.mkv')).toEqual(['/mnt/user/a/x.mkv', '/mnt/cache/a/x.mkv'])
    expect(placed('/media/nas/a/x.mkv')).toEqual(['/mnt/nas/a/x.mkv', '/mnt/cache/.pcu-sources/mnt+nas/a/x.mkv'])
    expect(placed('/films/x.mkv')).toEqual(['/mnt/nas/films/x.mkv', '/mnt/cache/.pcu-sources/mnt+nas/films/x.mkv'])
    const file = sharePath('/mnt/nas/films/x.mkv')
    expect(map.plexOf(file)).toEqual(['/media/nas/films/x.mkv', '/films/x.mkv'])
    expect([map.relativeOf(file), map.rootOf(file), map.branchesOf(file)]).toEqual([
      'films/x.mkv',
      '/mnt/nas',
      ['/mnt/nas/films/x.mkv']
    ])
  })

  test('a file of the library that lies where their folders are on the pool is refused', () => {
    expect(placed('/media/.pcu-sources/mnt+nas/a/x.mkv')).toBe('not-under-destination')
    expect(placeAll(MEDIA)('/media/.pcu-sources/x.mkv')).toBe('not-under-destination')
  })
})

test('peer 33: prefixes match at the boundaries of folders, and the longest first', () => {
  const place = placeAll([
    { plex: '/data', share: '/mnt/user/data' },
    { plex: '/database', share: '/mnt/user/base' },
    { plex: '/data/downloads', share: '/mnt/user/cache_downloads' }
  ])
  expect(place('/database/x.mkv')).toBe('/mnt/user/base/x.mkv > /mnt/cache/base/x.mkv')
  expect(place('/data/x.mkv')).toBe('/mnt/user/data/x.mkv > /mnt/cache/data/x.mkv')
  expect(place('/data/downloads/x.mkv')).toBe('/mnt/user/cache_downloads/x.mkv > /mnt/cache/cache_downloads/x.mkv')
  expect(place('/data_more/x.mkv')).toBe('path-is-mapped')
  // A folder whose name begins with the pool's does not lie on it.
  expect(isBelow('/mnt/cache_downloads/x.mkv', '/mnt/cache')).toBe(false)
})

test('peer 34: a server on Windows has its own separators and does not tell cases apart; what has no place names the prefixes that are known', () => {
  const rules = [{ plex: String.raw`U:\TV`, share: '/mnt/user/tv' }]
  expect(placeAll(rules)(String.raw`u:\tv\x.mkv`)).toBe('/mnt/user/tv/x.mkv > /mnt/cache/tv/x.mkv')
  expect(createPathMap(layout(), rules).place(plexPath(String.raw`V:\TV\x.mkv`))).toMatchObject({
    reason: { code: 'unmapped-path', prefix: String.raw`U:\TV` }
  })
})

describe('other kinds of path', () => {
  const map = createPathMap(layout(), MEDIA)

  test('the same name on every branch, in order', () => {
    expect(map.branchesOf(sharePath('/mnt/user/a/b'))).toEqual(['/mnt/disk1/a/b', '/mnt/disk2/a/b'])
  })

  test('the pool path and the relative path', () => {
    expect(map.poolOf(sharePath('/mnt/user/a/b'))).toBe('/mnt/cache/a/b')
    expect(map.relativeOf(sharePath('/mnt/user/a/b'))).toBe('a/b')
  })
})

describe('below', () => {
  test.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/a/', true],
    ['/a', '/', true],
    ['/', '/a', false]
  ])('%s below %s: %s', (path, root, expected) => {
    expect(isBelow(path, root)).toBe(expected)
  })
})

test('whatever Plex sends, a placed path stays below the share and the pool', () => {
  const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'b c', '\0', '\\', '..\\..'), fc.string({ maxLength: 4 }))
  const path = fc.tuple(fc.constantFrom('/media/', '/media', 'U:\\', '/'), fc.array(part, { maxLength: 6 }))
  const rules = [...MEDIA, { plex: 'U:\\', share: '/mnt/user' }]
  const map = createPathMap(layout(), rules)
  fc.assert(
    fc.property(path, ([head, parts]) => {
      const placement = map.place(plexPath(head + parts.join('/')))
      const places = placement.kind === 'placed' ? [placement.share, placement.pool] : ['/mnt/user/x', '/mnt/cache/x']
      for (const place of places) {
        expect(place).toMatch(/^\/mnt\/(?:user|cache)\/[^/]/u)
        expect(place.split('/')).not.toContain('..')
        expect(Buffer.from(place).includes(0)).toBe(false)
      }
    }),
    { verbose: true }
  )
})
