/** Holds how variables are read: comments, quotes, words for yes and no, lists, other names, and the sentences of complaint. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkValue, rangeOf, type SettingDescriptor, settingDescriptors } from './describe.ts'
import { settingsFromEnv } from './from-env.ts'
import { cleanText } from './read-text.ts'

const messages = (env: Record<string, string>) => settingsFromEnv(env).complaints.map((complaint) => complaint.message)

describe('cleaning a text', () => {
  it.each([
    ['5', '5'],
    ['  5\t', '5'],
    ['5 # episodes', '5'],
    ['5\t# episodes', '5'],
    ['# optional, nothing given', ''],
    ['   # optional', ''],
    ['', ''],
    ['a#b', 'a#b'],
    ['/mnt/disk#1/media', '/mnt/disk#1/media'],
    ['"quoted"', 'quoted'],
    ["'quoted'", 'quoted'],
    ['"a # b"', 'a # b'],
    ['"a # b" # comment', 'a # b'],
    ["'it''s'", "it''s"],
    ['"unmatched', '"unmatched'],
    ['"mixed\'', '"mixed\''],
    ['""', '']
  ])('makes %j into %j', (raw, text) => {
    expect(cleanText(raw).text).toBe(text)
  })
})

/** The shape of the sample that people copy: every value followed by a comment, optional ones by a comment alone. */
const SAMPLE = {
  PLEX_URL: 'http://192.168.1.100:32400/ # address of the server',
  PLEX_TOKEN: 'abcdefghij0123456789 # token of the owner',
  CACHE_DIR: '/mnt/cache # fast drive',
  REAL_SOURCE: '/mnt/user # library',
  PLEX_SOURCE: '/media/ # as the server sees it',
  CACHE_DESTINATION: '/mnt/cache/media  # Optional: a folder of the drive',
  ADDITIONAL_SOURCES: '/mnt/remotes/nas one/films, /mnt/remotes/nas2 ,, # Optional',
  PUID: '99 # user',
  PGID: '100 # group',
  NUMBER_EPISODES: '5 # ahead',
  WATCHED_MOVE: 'true # back to the array',
  COPY_TO_CACHE: 'false # move',
  DELETE_FROM_CACHE_WHEN_DONE: 'TRUE # discard',
  TEST_MODE: 'Yes # preview',
  WEBHOOK_URL: '# none',
  LOG_LEVEL: 'debug # chatty'
}

describe('the environment', () => {
  it('is read as intended when every value carries a comment', () => {
    const { values, complaints } = settingsFromEnv(SAMPLE)
    expect(values).toEqual({
      'plex.url': 'http://192.168.1.100:32400',
      'plex.token': 'abcdefghij0123456789',
      'paths.cacheDir': '/mnt/cache',
      'paths.realSource': '/mnt/user',
      'paths.plexSource': '/media',
      'paths.cacheDestination': '/mnt/cache/media',
      'paths.additionalSources': ['/mnt/remotes/nas one/films', '/mnt/remotes/nas2'],
      'onDeck.numberEpisodes': 5,
      'watched.move': true,
      'mode.copyToCache': false,
      'mode.deleteWhenDone': true,
      'testMode.enabled': true,
      'log.level': 'DEBUG',
      'system.puid': 99,
      'system.pgid': 100
    })
    expect(complaints.filter((complaint) => complaint.severity !== 'info')).toEqual([])
  })

  it('says of a path that it was cut at a comment, because a folder may be called so', () => {
    expect(settingsFromEnv({ CACHE_DIR: '/mnt/disk #1' })).toMatchObject({
      values: { 'paths.cacheDir': '/mnt/disk' },
      complaints: [{ code: 'cut-at-comment', severity: 'info', message: expect.stringContaining("'/mnt/disk'") }]
    })
    expect(settingsFromEnv({ CACHE_DIR: '"/mnt/disk #1"' })).toMatchObject({
      values: { 'paths.cacheDir': '/mnt/disk #1' },
      complaints: []
    })
  })

  it.each(['true', 'TRUE', '1', 'yes', 'Yes', 'on', ' on ', '"true"'])('reads %j as yes', (text) => {
    expect(settingsFromEnv({ TEST_MODE: text }).values).toEqual({ 'testMode.enabled': true })
  })

  it.each(['false', 'False', '0', 'no', 'OFF', "'off'"])('reads %j as no', (text) => {
    expect(settingsFromEnv({ WATCHED_MOVE: text }).values).toEqual({ 'watched.move': false })
  })

  it.each(['5.0', '5e1', '0x5', 'five', '5 6', '5,', '-', '99999999999999999999'])(
    'refuses %j as a whole number and leaves the default in force',
    (text) => {
      const { values, complaints } = settingsFromEnv({ NUMBER_EPISODES: text })
      expect(values).toEqual({})
      expect(complaints).toMatchObject([{ code: 'unreadable-value', severity: 'warning', variable: 'NUMBER_EPISODES' }])
    }
  )

  it.each([
    ['0', 0],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['100', 100],
    ['250GB', 250],
    ['250 gb', 250],
    ['1.5TB', 1500],
    ['1.5t', 1500],
    ['500MB', 0.5],
    ['1GiB', 1.073741824],
    ['1000000', 1_000_000],
    ['50%', '50%'],
    ['012.50 %', '12.5%'],
    ['0%', 0],
    ['100%', '100%']
  ])('reads %j as room', (text, value) => {
    expect(settingsFromEnv({ POOL_KEEP_FREE_GB: text }).values).toEqual({ 'pool.keepFreeGb': value })
  })

  it.each(['-1', '1000001', '1001TB', '101%', '-5%', '50%%', 'half', '5 6', '1PB', '1e3', '%', 'GB', '5 GB free'])(
    'refuses %j as room, with what it accepts',
    (text) => {
      const { values, complaints } = settingsFromEnv({ CACHE_MAX_SIZE_GB: text })
      expect(values).toEqual({})
      expect(complaints).toMatchObject([
        {
          severity: 'error',
          message: `CACHE_MAX_SIZE_GB must be a size from 0 to 1000000 GB (250, 250GB, 1.5TB) or a share of the pool (50%), not '${text}'.`
        }
      ])
    }
  )

  it('names variable, range and the given text, in one sentence', () => {
    expect(messages({ PORT: '70000' })).toEqual(["PORT must be a whole number from 1 to 65535, not '70000'."])
    expect(messages({ TEST_MODE: 'ture' })).toEqual(["TEST_MODE must be true or false, not 'ture'."])
    expect(messages({ LOG_LEVEL: 'loud' })).toEqual([
      "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'loud'."
    ])
    expect(messages({ CACHE_DIR: 'mnt/cache' })).toEqual([
      "CACHE_DIR must be an absolute path (starting with /) without '..', not 'mnt/cache'."
    ])
    expect(messages({ ARRAY_SOURCES: '/mnt/disk1,disk2' })).toEqual([
      "ARRAY_SOURCES must be a comma list, each entry an absolute path without '..', not '/mnt/disk1,disk2'."
    ])
  })

  it('shows no secret in a complaint, and no token that hides in an address', () => {
    const said = messages({
      WEBHOOK_URL: 'hooks.example.org/services/hidden',
      PLEX_URL: 'http://me:hidden@plex/?X-Plex-Token=hidden'
    })
    expect(said).toHaveLength(2)
    expect(said.join()).not.toContain('hidden@')
    expect(said.join()).not.toMatch(/services|Token|me:/)
  })

  it('stops runs over what decides which files move, and only warns about the rest', () => {
    const { complaints } = settingsFromEnv({
      TEST_MODE: 'x',
      COPY_TO_CACHE: 'x',
      REAL_SOURCE: 'x',
      PORT: 'x',
      WATCHLIST_EPISODES: 'x',
      ADDITIONAL_SOURCES: 'x'
    })
    const stopping = complaints.filter((complaint) => complaint.severity === 'error').map((c) => c.variable)
    expect(stopping).toEqual(['REAL_SOURCE', 'ADDITIONAL_SOURCES', 'COPY_TO_CACHE', 'TEST_MODE'])
  })

  it('takes an empty variable as not given', () => {
    expect(settingsFromEnv({ CACHE_DESTINATION: '', PORT: ' ', TEST_MODE: '# no' })).toEqual({
      values: {},
      origins: {},
      complaints: []
    })
  })

  it('understands the other names of the original, and says which one counts', () => {
    expect(settingsFromEnv({ WEB_PORT: '8080', LOGGING_LEVEL: 'error' })).toMatchObject({
      values: { 'web.port': 8080, 'log.level': 'ERROR' },
      origins: { 'web.port': { variable: 'WEB_PORT', file: null } },
      complaints: [
        { code: 'other-name', severity: 'info' },
        { code: 'other-name', severity: 'info' }
      ]
    })
    expect(settingsFromEnv({ WEB_PORT: '8080', PORT: '9090' }).values).toEqual({ 'web.port': 8080 })
    expect(settingsFromEnv({ LOGGING_LEVEL: 'error', LOG_LEVEL: 'debug' }).values).toEqual({ 'log.level': 'DEBUG' })
  })

  it('asks about slips of the keyboard, and is silent about what is not ours', () => {
    const said = messages({
      PLEX_TOKN: 'x',
      TRAKT_CLIENTID: 'x',
      WATCHED_MOVES: 'x',
      PLEX_PASSWORD: 'x',
      PLEX_UID: 'x',
      PLEX_CLAIM: 'x',
      PATH: '/bin',
      HOME: '/root',
      PLEX_TOKEN_FILE: '/run/x',
      __proto__x: 'x'
    })
    expect(said).toEqual([
      'PLEX_TOKN is not a setting; did you mean PLEX_TOKEN?',
      'TRAKT_CLIENTID is not a setting; did you mean TRAKT_CLIENT_ID?',
      'WATCHED_MOVES is not a setting; did you mean WATCHED_MOVE?',
      'PLEX_PASSWORD is not read; set PLEX_TOKEN instead.'
    ])
  })

  const anyName = fc.oneof(
    fc.constantFrom(...settingDescriptors.map((d) => d.env)),
    fc.constantFrom('__proto__', 'constructor', 'WEB_PORT', 'PLEX_TOKN', 'toString'),
    fc.string()
  )
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('true', '7', '-1', '/mnt/a', 'http://x', ',', '"', '#')
  )
  const anyEnv = fc.dictionary(anyName, fc.option(anyText, { nil: undefined }), { noNullPrototype: false })

  it('never makes the reader throw, and gives only values that fit, each with its origin', () => {
    fc.assert(
      fc.property(anyEnv, (env) => {
        const { values, origins, complaints } = settingsFromEnv(env)
        expect(Object.keys(origins)).toEqual(Object.keys(values))
        const fitting = settingDescriptors.filter((d) => d.key in values && checkValue(d, values[d.key]).ok)
        expect(fitting).toHaveLength(Object.keys(values).length)
        expect(complaints.every((c) => c.message.endsWith('.') || c.message.endsWith('?'))).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  it('complains with the name of the variable and its range about every number beyond it', () => {
    const numbers = settingDescriptors.filter((d) => d.min !== null)
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.integer({ min: 1, max: 1e9 }), fc.boolean(), (d, by, below) => {
        const beyond = Number(below ? d.min : d.max) + by * Number(below ? -1 : 1)
        const [complaint, ...more] = settingsFromEnv({ [d.env]: `${beyond}` }).complaints
        expect(more).toEqual([])
        expect(complaint?.message).toBe(`${d.env} must be ${rangeOf(d)}, not '${beyond}'.`)
      })
    )
  })

  const inRange = (d: SettingDescriptor) => ({ min: Number(d.min), max: Number(d.max) })
  const folder = fc.stringMatching(/^\/[a-z]([a-z .#]{0,8}[a-z])?$/)
  const valuesByKind = {
    boolean: () => fc.boolean(),
    integer: (d: SettingDescriptor) => fc.integer(inRange(d)),
    room: () => fc.integer({ min: 1, max: 800 }).chain((n) => fc.constantFrom(n / 8, `${n / 8}%`)),
    number: (d: SettingDescriptor) => fc.integer({ min: 0, max: 99_999 }).map((n) => Number(d.min) + n / 8),
    choice: (d: SettingDescriptor) => fc.constantFrom(...(d.choices ?? [])),
    list: () => fc.array(folder, { minLength: 1, maxLength: 3 }),
    text: () => folder
  }
  const paths = settingDescriptors.filter((d) => d.format === 'path' || !['list', 'text'].includes(d.kind))

  it('gives back every value that was written the way it is documented', () => {
    const row = fc.constantFrom(...paths).chain((d) => valuesByKind[d.kind](d).map((value) => ({ d, value })))
    fc.assert(
      fc.property(row, ({ d, value }) => {
        expect(settingsFromEnv({ [d.env]: `"${value}" # as documented` }).values).toEqual({ [d.key]: value })
      })
    )
  })
})
