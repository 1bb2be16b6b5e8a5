/** Holds the promise of the settings: every name, default and range of the documents, and facts for every leaf. */
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { checkValue, descriptorOf, rangeOf, SETTINGS_NOT_YET_IN_USE, settingDescriptors } from './describe.ts'
import { defaultSettings, settingsGroups, settingsJsonSchema, settingsSchema } from './schema.ts'
import { settingFacts } from './setting.ts'

type Row = readonly [name: string, fallback: unknown, range: string]

const BOOL = 'true or false'
const ROOM = 'a size from 0 to 1000000 GB (250, 250GB, 1.5TB) or a share of the pool (50%)'
const PATH = "an absolute path without '..'"
const from = (min: number, max: number) => `a whole number from ${min} to ${max}`

/** Typed from the documents by hand, never generated from the schema: this is the check that holds the promise. */
const DOCUMENTED: readonly Row[] = [
  ['PLEX_URL', '', 'an http:// or https:// address'],
  ['PLEX_TOKEN', '', 'text'],
  ['CACHE_DIR', '/mnt/cache', PATH],
  ['REAL_SOURCE', '/mnt/user', PATH],
  ['PLEX_SOURCE', '/media', String.raw`an absolute path, U:\… or \\host\share, without '..'`],
  ['CACHE_DESTINATION', '', `empty or ${PATH}`],
  ['ADDITIONAL_SOURCES', [], `a comma list, each entry ${PATH}`],
  ['LOG_LEVEL', 'INFO', 'one of DEBUG, INFO, WARNING, ERROR, CRITICAL'],
  ['WEBHOOK_URL', '', 'empty or an http:// or https:// address'],
  ['NOTIFICATION_TYPE', 'webhook', 'one of webhook, discord, slack, unraid, both, none'],
  ['MAX_CONCURRENT_MOVES_CACHE', 5, from(1, 20)],
  ['MAX_CONCURRENT_MOVES_ARRAY', 2, from(1, 10)],
  ['NUMBER_EPISODES', 5, from(0, 100)],
  ['MINIMUM_MINUTES_AHEAD', 0, from(0, 10080)],
  ['DAYS_TO_MONITOR', 99, from(1, 999)],
  ['WATCHLIST_TOGGLE', true, BOOL],
  ['WATCHLIST_EPISODES', 1, from(1, 100)],
  ['WATCHLIST_CACHE_EXPIRY', 6, from(0, 8760)],
  ['WATCHED_MOVE', true, BOOL],
  ['WATCHED_CACHE_EXPIRY', 48, from(0, 8760)],
  ['USERS_TOGGLE', true, BOOL],
  ['EXIT_IF_ACTIVE_SESSION', false, BOOL],
  ['TEST_MODE', false, BOOL],
  ['TEST_SHOW_FILE_SIZES', true, BOOL],
  ['TEST_SHOW_TOTAL_SIZE', true, BOOL],
  ['TEST_DRY_RUN', true, BOOL],
  ['REAL_TIME_WATCH_ENABLED', false, BOOL],
  ['REAL_TIME_WATCH_CHECK_INTERVAL', 30, from(5, 3600)],
  ['REAL_TIME_WATCH_FINISHED_PERCENT', 90, from(50, 100)],
  ['REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH', true, BOOL],
  ['REAL_TIME_WATCH_CACHE_ON_COMPLETE', true, BOOL],
  ['REAL_TIME_WATCH_RESPECT_EXISTING_RULES', true, BOOL],
  ['REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES', 5, from(1, 50)],
  ['REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS', 24, from(0, 8760)],
  ['REAL_TIME_WATCH_RESPECT_OTHER_USERS_WATCHLISTS', true, BOOL],
  ['REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS', 30, from(0, 3650)],
  ['COPY_TO_CACHE', false, BOOL],
  ['DELETE_FROM_CACHE_WHEN_DONE', true, BOOL],
  ['USE_SYMLINKS_FOR_CACHE', true, BOOL],
  ['MOVE_WITH_SYMLINKS', false, BOOL],
  ['HARD_LINKS', 'skip', 'one of skip, copy, move'],
  ['FOLDER_ARTWORK', 'leave', 'one of leave, cache'],
  ['DEBUG', false, BOOL],
  ['ENABLE_SCHEDULER', false, BOOL],
  ['PORT', 5443, from(1, 65535)],
  ['TRAKT_ENABLED', false, BOOL],
  ['TRAKT_CLIENT_ID', '', 'text'],
  ['TRAKT_CLIENT_SECRET', '', 'text'],
  ['TRAKT_TRENDING_MOVIES_COUNT', 10, from(1, 100)],
  ['TRAKT_CHECK_INTERVAL', 3600, from(60, 86400)],
  ['PUID', 99, from(0, 65534)],
  ['PGID', 100, from(0, 65534)]
]

/** Read by the original without being documented, and ours. */
const FURTHER: readonly Row[] = [
  [
    'ADDITIONAL_PLEX_SOURCES',
    [],
    String.raw`a comma list, each entry an absolute path, U:\… or \\host\share, without '..'`
  ],
  ['PATH_MAPPINGS', [], 'a comma list, each entry PATH IN PLEX => FOLDER HERE'],
  ['MAX_CONCURRENT_LOCAL_TRANSFERS', 5, from(1, 10)],
  ['MAX_CONCURRENT_NETWORK_TRANSFERS', 2, from(1, 5)],
  ['WEBHOOK_HEADERS', [], 'a comma list, each entry Name:value'],
  ['WEB_HOST', '0.0.0.0', 'text'],
  ['AUTH_MODE', 'password', 'one of password, proxy, none'],
  ['PCU_ADMIN_PASSWORD', '', 'text'],
  ['ALLOWED_HOSTS', [], 'a comma list, each entry text'],
  ['PUBLIC_URL', '', 'empty or an http:// or https:// address'],
  ['BASE_PATH', '', 'text'],
  ['TRUSTED_PROXIES', [], 'a comma list, each entry text'],
  ['PROXY_USER_HEADER', 'Remote-User', 'text'],
  ['PROXY_USERS', [], 'a comma list, each entry text'],
  ['FRAME_ANCESTORS', [], 'a comma list, each entry text'],
  ['LOGGING_MAX_FILES', 5, from(1, 100)],
  ['LOGGING_MAX_SIZE_MB', 10, from(1, 1024)],
  ['CACHE_MAX_SIZE_GB', 0, ROOM],
  ['MAX_ITEM_SIZE_GB', 0, ROOM],
  ['POOL_MAKE_ROOM', true, BOOL],
  ['POOL_HOLD_HOURS', 12, from(0, 8760)],
  ['PLEX_CACHE_PATH', '', `empty or ${PATH}`],
  ['ARRAY_SOURCES', [], `a comma list, each entry ${PATH}`],
  ['UNRAID_STATE_DIR', '/var/local/emhttp', PATH],
  ['MOVER_PID_FILE', '/var/run/mover.pid', PATH],
  ['MOVER_IGNORE_FILE', '', `empty or ${PATH}`],
  ['MOVER_IGNORE_POOL_PATH', '', `empty or ${PATH}`],
  ['POOL_KEEP_FREE_GB', 20, ROOM],
  ['RETURN_GUARD_PERCENT', 30, from(0, 100)],
  ['MINIMUM_FILE_AGE_MINUTES', 10, from(0, 10080)],
  ['RUN_INTERVAL_MINUTES', 360, from(1, 10080)],
  ['RUN_ON_START', true, BOOL],
  ['COPY_RATE_LIMIT_MB', 0, 'a number from 0 to 1000000'],
  ['COPY_RATE_SCHEDULE', [], 'a comma list, each entry HH:MM-HH:MM=MB/s'],
  ['COPY_PRIORITY', 'low', 'one of normal, low, idle'],
  ['SKIP_FILES_IN_USE', true, BOOL],
  ['VERIFY_COPIES', 'full', 'one of full, sample'],
  ['ORPHAN_POLICY', 'ask', 'one of ask, remove-after'],
  ['ORPHAN_KEEP_DAYS', 30, from(1, 3650)],
  ['FINISH_DELETES', 'ask', 'one of ask, automatic'],
  ['AUDIT_INTERVAL_DAYS', 0, from(0, 3650)],
  ['ALLOW_SAME_FILESYSTEM', false, BOOL],
  ['ALLOW_VOLATILE_POOL', false, BOOL],
  ['PLEXTV_URL', '', 'empty or an http:// or https:// address'],
  ['DISCOVER_URL', '', 'empty or an http:// or https:// address'],
  ['COMMUNITY_URL', '', 'empty or an http:// or https:// address'],
  ['RSS_URL', '', 'empty or an http:// or https:// address'],
  ['PLEX_TLS_INSECURE', false, BOOL],
  ['PLEX_TIMEOUT_SECONDS', 30, from(1, 300)],
  ['POSTER_CACHE_MB', 200, from(0, 100000)],
  ['INSIGHT_KEEP_DAYS', 400, from(30, 3650)],
  ['DATA_DIR', '', `empty or ${PATH}`],
  ['LOG_DIR', '', `empty or ${PATH}`],
  ['TRAKT_TRENDING_SHOWS_COUNT', 0, from(0, 100)],
  ['TRAKT_POPULAR_COUNT', 0, from(0, 100)],
  ['TRAKT_ANTICIPATED_COUNT', 0, from(0, 100)],
  ['TRAKT_LISTS', [], 'a comma list, each entry user/list, its address at trakt.tv or its number'],
  ['TRAKT_WATCHLIST', true, BOOL],
  ['TRAKT_URL', '', 'empty or an http:// or https:// address'],
  ['TRAKT_AUTH_URL', '', 'empty or an http:// or https:// address']
]

const NOT_YET = /^(WEBHOOK_|NOTIFICATION_|PUID|PGID)/
const isPromisedForLater = (env: string) => NOT_YET.test(env)

const byEnv = new Map(settingDescriptors.map((descriptor) => [descriptor.env, descriptor]))
const described = (name: string) => {
  const descriptor = byEnv.get(name)
  return descriptor && [descriptor.env, descriptor.default, rangeOf(descriptor)]
}

describe('the settings', () => {
  it.each([...DOCUMENTED, ...FURTHER])('keep %s with its default and range', (...row) => {
    expect(described(row[0])).toEqual(row)
  })

  it('are those variables and no others', () => {
    const names = [...DOCUMENTED, ...FURTHER].map(([name]) => name)
    expect([...byEnv.keys()].sort()).toEqual([...names].sort())
    expect(settingDescriptors).toHaveLength(names.length)
  })

  it.each(settingDescriptors.map((d) => [d.key, d] as const))('%s says what it is, in sentences', (key, descriptor) => {
    expect(descriptor.label).toMatch(/^\p{Lu}.*[^.]$/u)
    expect(descriptor.help).toMatch(/^[\p{L}\d].*\.$/su)
    expect(descriptor.env).toMatch(/^[A-Z][A-Z_]*$/)
    expect(descriptorOf(key)).toBe(descriptor)
  })

  it('have facts on every leaf, and no facts on anything else', () => {
    const rooms = Object.values(settingsSchema.shape).map((room) => Object.values<z.ZodType>(room.shape))
    const withoutFacts = rooms.flat().filter((leaf) => !settingFacts.has(leaf))
    expect(withoutFacts).toEqual([])
    expect(Object.keys(settingsGroups)).toEqual(Object.keys(settingsSchema.shape))
  })

  it('accept their own defaults', () => {
    expect(settingDescriptors.map((d) => checkValue(d, d.default))).toEqual(
      settingDescriptors.map((d) => ({ ok: true, value: d.default }))
    )
    expect(settingsSchema.parse(defaultSettings())).toEqual(defaultSettings())
  })

  it.each(
    settingDescriptors
      .flatMap((d) => [d.min, d.max].map((end) => [d.env, end, d] as const))
      .filter((row) => row[1] !== null)
  )('%s accepts the end of its range %d and refuses what lies beyond', (_, end, descriptor) => {
    const beyond = end === descriptor.min ? Number(end) - 1 : Number(end) + 1
    expect(checkValue(descriptor, end)).toEqual({ ok: true, value: end })
    expect(checkValue(descriptor, beyond)).toEqual({ ok: false, demand: `must be ${rangeOf(descriptor)}` })
  })

  it('mark exactly the tokens, keys and webhook texts as secret', () => {
    expect(settingDescriptors.filter((d) => d.secret).map((d) => d.env)).toEqual([
      'PLEX_TOKEN',
      'TRAKT_CLIENT_SECRET',
      'WEBHOOK_URL',
      'WEBHOOK_HEADERS',
      'PCU_ADMIN_PASSWORD'
    ])
  })

  it('require exactly the address of Plex and its token', () => {
    expect(settingDescriptors.filter((d) => d.required).map((d) => d.env)).toEqual(['PLEX_URL', 'PLEX_TOKEN'])
  })

  it('say which of them this version does not act on', () => {
    const later = settingDescriptors.filter((d) => isPromisedForLater(d.env)).map((d) => d.key)
    expect(SETTINGS_NOT_YET_IN_USE).toEqual(later)
  })

  it('have examples that their own checks accept', () => {
    const refused = settingDescriptors
      .filter((d) => d.example !== null)
      .filter((d) => !checkValue(d, d.kind === 'list' ? d.example?.split(',') : d.example).ok)
    expect(refused).toEqual([])
  })

  it('are known to JSON schema, with ranges and patterns', () => {
    expect(settingsJsonSchema()).toMatchObject({
      properties: {
        web: { properties: { port: { type: 'integer', title: 'Port', minimum: 1, maximum: 65_535, default: 5443 } } },
        paths: { properties: { cacheDir: { type: 'string', pattern: expect.any(String) } } }
      }
    })
  })
})

function settingOf(env: string) {
  const descriptor = byEnv.get(env)
  if (descriptor === undefined) throw new Error(`no setting ${env}`)
  return descriptor
}

describe('a path', () => {
  const path = (value: unknown) => checkValue(settingOf('CACHE_DIR'), value)
  it.each([
    ['/mnt/cache', '/mnt/cache'],
    ['/mnt/cache/', '/mnt/cache'],
    ['//mnt///cache//', '/mnt/cache'],
    ['/mnt/./cache/.', '/mnt/cache'],
    ['/', '/'],
    [' /mnt/My Films ', '/mnt/My Films'],
    ['/mnt/..films/a..b', '/mnt/..films/a..b']
  ])('%j is tidied to %j', (given, tidy) => {
    expect(path(given)).toEqual({ ok: true, value: tidy })
  })

  it.each([
    '',
    'mnt/cache',
    './cache',
    '~/cache',
    '/mnt/../etc',
    '/..',
    '/mnt/a\nb',
    '/mnt/a\u0000b',
    5,
    null,
    undefined
  ])('%j is refused', (given) => {
    expect(path(given).ok).toBe(false)
  })
})

describe('an address of a server', () => {
  const address = (value: unknown) => checkValue(settingOf('PLEX_URL'), value)
  it.each([
    ['http://plex:32400', 'http://plex:32400'],
    ['https://192.168.1.10:32400///', 'https://192.168.1.10:32400'],
    ['http://[::1]:32400', 'http://[::1]:32400'],
    ['http://host/plex/', 'http://host/plex'],
    ['', '']
  ])('%j is tidied to %j', (given, tidy) => {
    expect(address(given)).toEqual({ ok: true, value: tidy })
  })

  it.each([
    'plex:32400',
    '192.168.1.10',
    'ftp://plex',
    'http://',
    'http://plex/?X-Plex-Token=a',
    'http://a:b@plex',
    'http://plex/web/#!/',
    'http://a b'
  ])('%j is refused', (given) => {
    expect(address(given).ok).toBe(false)
  })
})
