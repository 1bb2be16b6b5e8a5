/** Pairs of folders, as people write them: every notation of a server, and what is none. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mappingText, pathMappingOf, pathMappingsOf, plexPathKey, tidyPlexPath } from './path-mapping.ts'
import { resolveSettings } from './resolve.ts'
import { applyChanges } from './saving.ts'

describe('a folder in Plex', () => {
  it.each([
    ['/media', '/media'],
    [' /media//films/./ ', '/media/films'],
    ['/', '/'],
    ['U:\\Films', 'U:\\Films'],
    ['U:/Films/', 'U:\\Films'],
    ['u:\\', 'u:\\'],
    ['U:', 'U:\\'],
    ['U:\\Films\\\\New\\', 'U:\\Films\\New'],
    ['\\\\nas\\films', '\\\\nas\\films'],
    ['\\\\nas\\films\\', '\\\\nas\\films'],
    ['\\\\nas/films/new', '\\\\nas\\films\\new']
  ])('%j is %j', (given, tidied) => {
    expect(tidyPlexPath(given)).toBe(tidied)
    expect(tidyPlexPath(tidied)).toBe(tidied)
  })

  it.each(['', 'media', './media', '/media/../etc', 'U:Films', 'U:\\..\\x', '\\\\nas', '\\\\nas\\', '/a\u0000b'])(
    '%j is none',
    (given) => {
      expect(tidyPlexPath(given)).toBeUndefined()
    }
  )

  it.each([
    ['U:\\Films', 'u:/films/', true],
    ['\\\\NAS\\Films', '\\\\nas\\films', true],
    ['/Films', '/films', false],
    ['/Se\u0301ries', '/S\u00e9ries', true],
    ['/media', '/media2', false]
  ])('%j and %j are one folder: %j', (one, other, same) => {
    expect(plexPathKey(one) === plexPathKey(other)).toBe(same)
  })
})

describe('a pair', () => {
  it.each([
    ['/tv=>/mnt/user/series', { plexPath: '/tv', realPath: '/mnt/user/series' }],
    [' U:\\Films  =>  /mnt/user/films/ ', { plexPath: 'U:\\Films', realPath: '/mnt/user/films' }],
    ['\\\\nas\\a = b => /mnt/user/a', { plexPath: '\\\\nas\\a = b', realPath: '/mnt/user/a' }]
  ])('%j is read', (text, pair) => {
    expect(pathMappingOf(text)).toEqual(pair)
  })

  it.each(['/tv', '/tv=>', '=>/mnt/user', '/tv=>mnt', '/a=>/b=>/c', '/tv=>/mnt/../etc', '/tv=>U:\\x'])(
    '%j is none',
    (text) => {
      expect(pathMappingOf(text)).toBeUndefined()
    }
  )

  it('is read as it was written', () => {
    const part = fc.stringMatching(/^[a-zé][a-z &é]{0,6}[a-z]$/u)
    const below = fc.array(part, { minLength: 1, maxLength: 3 })
    const plex = fc.tuple(fc.constantFrom('/', 'D:\\', '\\\\nas\\'), below)
    fc.assert(
      fc.property(plex, below, ([head, names], here) => {
        const plexPath = head + names.join(head === '/' ? '/' : '\\')
        const pair = { plexPath, realPath: `/${here.join('/')}` }
        expect(pathMappingOf(mappingText(pair))).toEqual(pair)
      }),
      { verbose: true }
    )
  })
})

describe('the settings', () => {
  const read = (env: Readonly<Record<string, string>>) => resolveSettings({ env, saved: {} })
  const about = (env: Readonly<Record<string, string>>) =>
    read(env)
      .complaints.filter(({ code }) => code.startsWith('mapping'))
      .map(({ severity, message }) => `${severity}: ${message}`)

  it('keep the one pair of PLEX_SOURCE and REAL_SOURCE as it was, and put the others behind it', () => {
    expect(pathMappingsOf(read({}).settings.paths)).toEqual([{ plexPath: '/media', realPath: '/mnt/user' }])
    const env = { PLEX_SOURCE: 'u:/', PATH_MAPPINGS: '/tv => /mnt/user/tv, \\\\nas\\f=>/mnt/user/f' }
    expect(pathMappingsOf(read(env).settings.paths)).toEqual([
      { plexPath: 'u:\\', realPath: '/mnt/user' },
      { plexPath: '/tv', realPath: '/mnt/user/tv' },
      { plexPath: '\\\\nas\\f', realPath: '/mnt/user/f' }
    ])
    expect(read(env).complaints).toEqual([])
  })

  it('say what a pair would have to be', () => {
    expect(read({ PATH_MAPPINGS: '/tv' }).complaints).toMatchObject([
      {
        severity: 'error',
        message: expect.stringMatching(/^PATH_MAPPINGS must be .*PATH IN PLEX => FOLDER HERE.*'\/tv'/u)
      }
    ])
    expect(read({ PLEX_SOURCE: 'media' }).complaints).toMatchObject([
      { severity: 'error', message: expect.stringMatching(/^PLEX_SOURCE must be an absolute path/u) }
    ])
  })

  it('refuse two places for one folder in one sentence, and take the same said twice', () => {
    expect(about({ PATH_MAPPINGS: '/tv=>/mnt/user/a,/tv=>/mnt/user/b' })).toEqual([
      'error: /tv cannot be both /mnt/user/a and /mnt/user/b here: keep one of the two in PATH_MAPPINGS, ADDITIONAL_PLEX_SOURCES, PLEX_SOURCE and REAL_SOURCE.'
    ])
    expect(about({ PATH_MAPPINGS: '/media=>/mnt/user/films' })).toEqual([
      expect.stringMatching(/^error: \/media cannot be both \/mnt\/user and \/mnt\/user\/films here/u)
    ])
    expect(about({ PATH_MAPPINGS: 'U:\\a=>/mnt/user/a,u:/A=>/mnt/user/b' })).toHaveLength(1)
    expect(about({ PATH_MAPPINGS: '/tv=>/mnt/user/a,/tv/=>/mnt/user/a' })).toEqual([])
    expect(about({ PATH_MAPPINGS: '/tv=>/mnt/user/a,/tv/new=>/mnt/user/b,/series=>/mnt/user/a' })).toEqual([])
  })

  it('refuse a folder outside of REAL_SOURCE: below one root no two files go to one place', () => {
    expect(about({ PATH_MAPPINGS: '/tv=>/mnt/user2/tv' })).toEqual([
      'error: PATH_MAPPINGS says that /tv lies in /mnt/user2/tv, outside of /mnt/user (REAL_SOURCE): set REAL_SOURCE to the folder above both, or name a folder above it in ADDITIONAL_SOURCES, because files are only moved below these.'
    ])
  })

  it('are not saved when they contradict each other, and do not stand in the way of other changes', () => {
    const save = (saved: object, changes: object) => applyChanges({ env: {}, saved: { ...saved } }, { ...changes })
    const bad = { 'paths.mappings': ['/media=>/mnt/user/x'] }
    expect(save({}, bad).refusals).toMatchObject([{ code: 'mappings-contradict' }])
    expect(save(bad, { 'log.debug': true }).refusals).toEqual([])
    expect(save({}, { 'paths.mappings': ['/tv=>/mnt/user/tv/'] }).saved).toEqual({
      'paths.mappings': ['/tv => /mnt/user/tv']
    })
  })
})
