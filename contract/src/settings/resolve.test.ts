/** Holds the layering of settings, and the checks over several of them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stopsRuns } from './complaint.ts'
import { cacheDestinationOf, missingEssentials, moverPoolPathOf } from './cross-check.ts'
import { settingDescriptors, settingValue } from './describe.ts'
import { resolveSettings, settingsFrom } from './resolve.ts'
import { defaultSettings } from './schema.ts'

const resolve = (env: Record<string, string>, saved: Record<string, unknown> = {}) => resolveSettings({ env, saved })
const codes = (env: Record<string, string>) => resolve(env).complaints.map((c) => `${c.severity} ${c.code}`)

describe('settings in force', () => {
  it('are the defaults when nothing is given', () => {
    const { settings, origin, complaints } = resolve({})
    expect(settings).toEqual(defaultSettings())
    expect(new Set(Object.values(origin))).toEqual(new Set(['default']))
    expect(complaints).toEqual([])
  })

  it('come from the environment before the default, and from a save before the environment', () => {
    const { settings, origin, environment } = resolve(
      { PORT: '8080', POOL_KEEP_FREE_GB: '50' },
      { 'pool.keepFreeGb': 75.5 }
    )
    expect(settings.web.port).toBe(8080)
    expect(settings.pool.keepFreeGb).toBe(75.5)
    expect(origin).toMatchObject({
      'web.port': 'environment',
      'pool.keepFreeGb': 'saved',
      'web.host': 'default'
    })
    expect(environment['pool.keepFreeGb']).toEqual({ variable: 'POOL_KEEP_FREE_GB', file: null })
  })

  it('ignore saved keys that do not exist and saved values that do not fit, and say so', () => {
    const { settings, complaints } = resolve(
      { PORT: '8080' },
      {
        'web.port': '9090',
        'gone.setting': 1,
        __proto__x: 2,
        'plex.token': 7,
        'testMode.enabled': null,
        'system.puid': 0
      }
    )
    expect(settings.web.port).toBe(8080)
    expect(complaints.map((c) => c.message)).toEqual([
      "The saved value of PORT (Port) must be a whole number from 1 to 65535, not '9090'; it is ignored.",
      'There is no setting called gone.setting; its saved value is ignored.',
      'There is no setting called __proto__x; its saved value is ignored.',
      'The saved value of PLEX_TOKEN (Plex token) must be text, not the given text (hidden); it is ignored.',
      "The saved value of TEST_MODE (Test mode) must be true or false, not 'null'; it is ignored.",
      'PUID is needed before saved settings are read; set it in the environment. Its saved value is ignored.'
    ])
  })

  it('show nothing of saved values that are lists or objects', () => {
    expect(resolve({}, { 'web.port': { big: 1n }, 'web.host': ['a'] }).complaints.map((c) => c.message)).toEqual([
      "The saved value of PORT (Port) must be a whole number from 1 to 65535, not 'a list or an object'; it is ignored.",
      "The saved value of WEB_HOST (Listen on) must be text, not 'a list or an object'; it is ignored."
    ])
  })

  it('are never the reason for a throw, whatever was saved', () => {
    const key = fc.oneof(fc.constantFrom(...settingDescriptors.map((d) => d.key)), fc.string())
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })),
        (saved) => {
          const { origin } = resolveSettings({ env: {}, saved })
          expect(Object.keys(origin)).toEqual(settingDescriptors.map((d) => d.key))
        }
      ),
      { numRuns: 500 }
    )
  })

  it('survive the way through flat values and back', () => {
    const { settings } = resolve({ PORT: '8080', ARRAY_SOURCES: '/mnt/disk1,/mnt/disk2', VERIFY_COPIES: 'SAMPLE' })
    const flat = Object.fromEntries(settingDescriptors.map((d) => [d.key, settingValue(settings, d)]))
    expect(settingsFrom(flat)).toEqual(settings)
  })
})

describe('the essentials', () => {
  it('are named while they are missing', () => {
    expect(missingEssentials(defaultSettings()).map((m) => m.variable)).toEqual(['PLEX_URL', 'PLEX_TOKEN'])
    expect(missingEssentials(resolve({ PLEX_URL: 'http://plex:32400' }).settings)).toEqual([
      { key: 'plex.token', variable: 'PLEX_TOKEN', message: expect.stringMatching(/^Set PLEX_TOKEN .*\.$/) }
    ])
    expect(missingEssentials(resolve({ PLEX_URL: 'http://plex:32400', PLEX_TOKEN: 'a' }).settings)).toEqual([])
  })
})

describe('contradictions of the mode', () => {
  it('are warned about when both switches are on', () => {
    expect(codes({ COPY_TO_CACHE: 'true', MOVE_WITH_SYMLINKS: 'true' })).toEqual(['warning both-modes'])
  })

  it('are warned about when test mode is told to change files', () => {
    expect(codes({ TEST_MODE: 'true', TEST_DRY_RUN: 'false' })).toEqual(['warning dry-run-ignored'])
    expect(codes({ TEST_MODE: 'true' })).toEqual([])
  })
})

describe('the cache folder', () => {
  it('is the cache drive unless a destination is given', () => {
    expect(cacheDestinationOf(defaultSettings())).toBe('/mnt/cache')
    expect(cacheDestinationOf(resolve({ CACHE_DESTINATION: '/mnt/nvme/media/' }).settings)).toBe('/mnt/nvme/media')
  })

  it.each([
    [{ CACHE_DIR: '/mnt/user' }, 'is the same folder as /mnt/user (REAL_SOURCE)'],
    [{ CACHE_DESTINATION: '/mnt/user/cache' }, 'lies inside /mnt/user (REAL_SOURCE)'],
    [{ CACHE_DESTINATION: '/mnt' }, 'contains /mnt/user (REAL_SOURCE)'],
    [{ CACHE_DIR: '/' }, 'contains /mnt/user (REAL_SOURCE)'],
    [{ REAL_SOURCE: '/' }, 'lies inside / (REAL_SOURCE)'],
    [{ ARRAY_SOURCES: '/mnt/disk1,/mnt/cache/' }, 'is the same folder as /mnt/cache (ARRAY_SOURCES)'],
    [{ CACHE_DIR: '/mnt//user/./x' }, 'lies inside /mnt/user (REAL_SOURCE)']
  ])('must not overlap the library: %j', (env, sentence) => {
    const { complaints } = resolve(env)
    expect(complaints).toMatchObject([
      { code: 'paths-overlap', severity: 'error', message: expect.stringContaining(sentence) }
    ])
    expect(stopsRuns(complaints)).toBe(true)
  })

  it.each([{ CACHE_DIR: '/mnt/user2' }, { CACHE_DIR: '/mnt/user-cache/x' }, { CACHE_DESTINATION: '/mnt/cache/media' }])(
    'is compared by whole folder names: %j is fine',
    (env) => {
      expect(codes(env)).toEqual([])
    }
  )

  it('may lie inside the drive that CACHE_DIR names while only the destination counts', () => {
    expect(codes({ CACHE_DIR: '/mnt/user', CACHE_DESTINATION: '/mnt/nvme' })).toEqual([])
  })
})

describe("the ignore list of Unraid's mover", () => {
  const list = '/mnt/cache/appdata/pcu/list.txt'
  it.each([
    [{ MOVER_IGNORE_FILE: list }, []],
    [{ MOVER_IGNORE_FILE: '/config/list.txt', CACHE_DIR: '/cache', MOVER_IGNORE_POOL_PATH: '/mnt/nvme' }, []],
    [{ MOVER_IGNORE_FILE: '/mnt/disks2/list.txt' }, []],
    [{ MOVER_IGNORE_FILE: '/mnt/user/appdata/list.txt' }, ['warning list-on-array']],
    [{ MOVER_IGNORE_FILE: '/mnt/user0/list.txt' }, ['warning list-on-array']],
    [{ MOVER_IGNORE_FILE: '/mnt/disk12/list.txt' }, ['warning list-on-array']],
    [{ MOVER_IGNORE_FILE: '/data/list.txt', REAL_SOURCE: '/data' }, ['warning list-on-array']],
    [{ MOVER_IGNORE_FILE: '/branch/a/list.txt', ARRAY_SOURCES: '/branch/a' }, ['warning list-on-array']],
    [{ MOVER_IGNORE_FILE: list, CACHE_DIR: '/cache' }, ['warning list-never-read']],
    [{ MOVER_IGNORE_FILE: list, MOVER_IGNORE_POOL_PATH: '/mnt/user/media' }, ['warning list-never-read']],
    [{ MOVER_IGNORE_POOL_PATH: '/mnt/nvme' }, ['warning required-with']]
  ])('%j', (env, complaints) => {
    expect(codes(env)).toEqual(complaints)
  })

  it('is recommended on the pool', () => {
    const [complaint] = resolve({
      MOVER_IGNORE_FILE: '/mnt/user/appdata/list.txt',
      CACHE_DESTINATION: '/mnt/nvme/media'
    }).complaints
    expect(complaint?.message).toMatch(/such as \/mnt\/nvme\/appdata\/plexcache-ultra\/mover-ignore\.txt\.$/u)
  })

  it('holds paths of the host', () => {
    expect(moverPoolPathOf(resolve({ CACHE_DESTINATION: '/mnt/nvme/media' }).settings)).toBe('/mnt/nvme/media')
    expect(moverPoolPathOf(resolve({ MOVER_IGNORE_POOL_PATH: '/mnt/nvme' }).settings)).toBe('/mnt/nvme')
  })
})

describe('settings that belong together', () => {
  it('are compared: additional libraries, and Trakt with its id', () => {
    expect(codes({ ADDITIONAL_SOURCES: '/a,/b', ADDITIONAL_PLEX_SOURCES: '/a' })).toContain('warning lists-differ')
    expect(codes({ ADDITIONAL_SOURCES: '/a' })).not.toContain('warning lists-differ')
    expect(codes({ ADDITIONAL_SOURCES: '/a', ADDITIONAL_PLEX_SOURCES: '/a' })).not.toContain('warning lists-differ')
    expect(codes({ TRAKT_ENABLED: 'true' })).toContain('warning required-with')
    const withId = { TRAKT_ENABLED: 'true', TRAKT_CLIENT_ID: 'a' }
    expect(resolve(withId).complaints.map(({ variable }) => variable)).toEqual(['TRAKT_CLIENT_SECRET'])
    for (const more of [{ TRAKT_CLIENT_SECRET: 'b' }, { TRAKT_WATCHLIST: 'false' }]) {
      expect(codes({ ...withId, ...more })).not.toContain('warning required-with')
    }
  })

  it('are not passed over in silence while this version does not act on them', () => {
    expect(resolve({ NOTIFICATION_TYPE: 'slack', WATCHLIST_EPISODES: '1' }).complaints).toEqual([
      {
        code: 'not-yet-in-use',
        severity: 'info',
        key: 'notify.type',
        variable: 'NOTIFICATION_TYPE',
        message: 'NOTIFICATION_TYPE is understood, but this version does not act on it yet.'
      }
    ])
  })
})
