import { describe, expect, it } from 'vitest'
import { explain, worded } from './explain.ts'
import { type Reason, reasonSchema } from './reason.ts'

const GB = 1_000_000_000
const at = Date.UTC(2026, 10, 22, 17, 4)

/** One example of every reason there is; a new reason without an example fails the first test. */
const examples: readonly Reason[] = [
  { code: 'playing', person: 'the owner' },
  { code: 'on-deck', person: 'the owner' },
  { code: 'next-episode', person: 'the owner', ahead: 2, after: 'Show S01E01 Start' },
  { code: 'watched-recently', viewedAt: at, untilAt: at + 3_600_000, graceHours: 1 },
  { code: 'wanted-recently', lastWantedAt: at, untilAt: at + 7_200_000, graceHours: 2 },
  { code: 'return-switched-off' },
  { code: 'too-many-returns', units: 14, bytes: 310 * GB, percent: 62, limitPercent: 30 },
  { code: 'source-silent', source: 'on deck of Films', detail: 'timeout' },
  { code: 'empty-answer', source: 'on deck of Films' },
  { code: 'not-in-library', path: '/mnt/user/a.mkv' },
  { code: 'renamed-in-library', path: '/mnt/user/a.mkv', by: '/mnt/user/b.mkv' },
  { code: 'not-renamed', path: '/mnt/user/a.mkv', by: '/mnt/user/b.mkv' },
  { code: 'source-not-set', source: '/mnt/remotes/nas' },
  { code: 'parts-apart', path: '/mnt/remotes/nas/b.mkv', root: '/mnt/user' },
  { code: 'needs-a-person', detail: 'It was replaced.' },
  { code: 'replaced-in-library', path: '/mnt/user/a 720p.mkv', by: '/mnt/user/a 1080p.mkv' },
  { code: 'remedy-asked', how: 'restore' },
  { code: 'confirmed-gone', path: '/mnt/user/a.mkv', sinceAt: 0 },
  { code: 'copy-changed', path: '/mnt/cache/a.mkv' },
  { code: 'copy-gone', path: '/mnt/cache/a.mkv' },
  { code: 'found-again' },
  { code: 'pinned', person: 'Ada', pinnedAt: at, as: 'The Show, season 2' },
  { code: 'watchlist', person: 'Ada', show: 'The Show', byTitle: true },
  { code: 'trending', list: 'trending movies', position: 3 },
  { code: 'trakt-list', list: 'mia/winter', position: 1, show: 'The Show', byTitle: true },
  { code: 'trakt-watchlist', person: 'Ada', show: 'The Show' },
  { code: 'copy-damaged', path: '/mnt/cache/a.mkv' },
  { code: 'copy-put-aside', path: '/mnt/cache/a.mkv.0123456789abcdef.damaged' },
  { code: 'copy-hard-linked', path: '/mnt/cache/a.mkv', links: 2 },
  { code: 'successor-unproven', path: '/mnt/user/b.mkv', detail: 'it was not found' },
  { code: 'listed-otherwise', path: '/mnt/user/a.mkv', listedBytes: 2 * GB, sizeBytes: GB },
  { code: 'superseded', path: '/mnt/user/a.mkv', by: '/mnt/user/b.mkv' },
  { code: 'watched', viewedAt: at, graceHours: 48 },
  { code: 'no-longer-wanted', lastWantedAt: at, graceHours: 48 },
  { code: 'restore-requested' },
  { code: 'makes-room', for: 'Dune (2021)', kind: 'pin', person: 'Ada', rank: 3 },
  { code: 'pool-too-full', freeBytes: 3 * GB, floorBytes: 20 * GB },
  { code: 'budget-exceeded', ownedBytes: 120 * GB, budgetBytes: 100 * GB },
  { code: 'came-recently', promotedAt: at, untilAt: at, holdHours: 12 },
  { code: 'larger-than-allowed', sizeBytes: 90 * GB, limitBytes: 80 * GB },
  { code: 'behind-earlier', person: 'Ada', earlier: 'The Show S01E02' },
  { code: 'pool-would-fall-below-floor', needBytes: 42 * GB, freeBytes: 131 * GB, floorBytes: 100 * GB },
  { code: 'over-budget', needBytes: 5 * GB, ownedBytes: 98 * GB, budgetBytes: 100 * GB },
  { code: 'unmapped-path', path: '/tv/a.mkv', prefix: '/media' },
  { code: 'path-escapes', path: '/media/../etc/passwd' },
  { code: 'file-missing', path: '/mnt/user/a.mkv' },
  { code: 'file-unreadable', path: '/mnt/user/a.mkv', detail: 'permission denied' },
  { code: 'hard-linked', path: '/mnt/user/a.mkv', links: 2 },
  { code: 'too-young', path: '/mnt/user/a.mkv', ageMinutes: 2, minimumMinutes: 10 },
  { code: 'not-a-regular-file', path: '/mnt/user/a.mkv', kind: 'link' },
  { code: 'sparse', path: '/mnt/user/a.mkv', allocatedBytes: GB, sizeBytes: 4 * GB },
  { code: 'already-on-pool', path: '/mnt/cache/a.mkv' },
  { code: 'backup-in-the-way', path: '/mnt/user/a.mkv.plexcached' },
  { code: 'name-not-supported', path: '/mnt/user/a.mkv', detail: 'it is not UTF-8' },
  { code: 'under-destination', path: '/mnt/cache/a.mkv' },
  { code: 'several-files-fit', path: '/nas/a.mkv', candidates: ['/mnt/a/a.mkv', '/mnt/b/a.mkv'] },
  { code: 'in-no-library', path: '/nas/a.mkv', libraries: ['/mnt/remotes/nas'] },
  { code: 'root-not-ready', root: '/mnt/cache', detail: 'it is not mounted.' },
  { code: 'mode-unavailable', detail: 'no branch is visible.' },
  { code: 'register-unwritable', detail: 'Could not write the mover list /mnt/cache/list.txt' },
  { code: 'in-use', path: '/mnt/user/a.mkv' },
  { code: 'in-trash' },
  { code: 'playing-now', person: 'Robin' },
  { code: 'sessions-unknown', detail: 'timeout' },
  { code: 'mover-at-work', file: '/var/run/mover.pid' },
  { code: 'changed-meanwhile', path: '/mnt/user/a.mkv', detail: 'its size is another' },
  { code: 'run-stopped' },
  { code: 'asked-home', person: 'Ada', at, untilAt: at },
  { code: 'asked-home-lately', person: 'Ada', at, untilAt: at },
  { code: 'began-watching', person: 'Ada', at },
  { code: 'watched-to-the-end', person: 'Ada', at, untilAt: at },
  { code: 'timer-running', since: 'caching', begunAt: at, dueAt: at, hours: 24 },
  { code: 'timer-over', since: 'finished', begunAt: at, hours: 24, despite: ['Ben', 'Cleo'] },
  { code: 'sent-home-by-timer', at, people: ['Ben'] },
  { code: 'failed-before', detail: 'disk full', untilAt: at }
]

describe('the sentence of a reason', () => {
  it('has an example here for every reason', () => {
    const codes = reasonSchema.options.map((option) => option.shape.code.value)
    expect(examples.map((reason) => reason.code).toSorted()).toEqual([...codes].toSorted())
  })

  it.each(examples.map((reason) => [reason.code, reason] as const))(
    '%s is one sentence that shows its own facts',
    (_code, reason) => {
      const sentence = explain(reason)
      expect(sentence).toMatch(/^[A-Z0-9].*[.]$/u)
      expect(sentence).not.toMatch(/undefined|NaN|\[object|\.\)?\.$/u)
      const texts = Object.entries(reason).flatMap(([key, value]) =>
        key !== 'code' && typeof value === 'string' ? [value] : []
      )
      for (const text of texts) expect(sentence).toContain(text)
    }
  )

  it('carries the numbers and the setting that would change it', () => {
    const [reason] = examples.filter((example) => example.code === 'pool-would-fall-below-floor')
    expect(reason && explain(reason)).toBe(
      'Left on the array: needs 42 GB, only 31 GB free above the 100 GB floor (POOL_KEEP_FREE_GB).'
    )
  })

  const full = {
    code: 'pool-would-fall-below-floor',
    needBytes: 42 * GB,
    freeBytes: 131 * GB,
    floorBytes: 100 * GB
  } as const
  const budget = { code: 'over-budget', needBytes: 5 * GB, ownedBytes: 98 * GB, budgetBytes: 100 * GB } as const

  it.each([
    [{ ...full, missingBytes: 11 * GB }, / It would fit if 11 GB were freed\.$/u],
    [{ ...full, never: true }, / It never fits: the pool without that floor is smaller than it\.$/u],
    [
      { ...budget, missingBytes: 3 * GB, wouldFitAtBytes: 103 * GB },
      / It would fit if CACHE_MAX_SIZE_GB were at least 103 GB, or if 3 GB were freed\.$/u
    ],
    [{ ...budget, never: true }, / It never fits: it is larger than the whole budget\.$/u]
  ])('says what would make it fit', (reason, end) => {
    expect(explain(reason)).toMatch(end)
  })

  it.each([
    ['playing', 'being played by Ada'],
    ['pin', 'pinned by Ada'],
    ['on-deck', 'on deck for Ada'],
    ['watchlist', 'on the watchlist of Ada'],
    ['trending', 'trending'],
    ['finished', 'watched by Ada a moment ago']
  ] as const)('says for whom room is made: %s', (kind, wish) => {
    expect(explain({ code: 'makes-room', for: 'Dune', kind, person: 'Ada', rank: 3 })).toBe(
      `Goes home: makes room for Dune (${wish}).`
    )
  })

  it('names the grace of watchlists where that is the one', () => {
    const facts = { lastWantedAt: at, graceHours: 6, by: 'watchlist' } as const
    expect(explain({ code: 'no-longer-wanted', ...facts })).toContain('WATCHLIST_CACHE_EXPIRY (6 hours)')
    expect(explain({ code: 'wanted-recently', untilAt: at, ...facts })).toMatch(
      /was on a watchlist until .*WATCHLIST_CACHE_EXPIRY is 6 hours/u
    )
  })

  it('shows moments in the zone of the server', () => {
    const reason: Reason = { code: 'watched', viewedAt: at, graceHours: 48 }
    expect(explain(reason, 'Europe/Berlin')).toContain('2026-11-22 18:04')
    expect(explain(reason)).toContain('2026-11-22 17:04')
  })

  it('counts episodes like people do', () => {
    const ahead = (n: number) => explain({ code: 'next-episode', person: 'the owner', ahead: n, after: 'X' })
    expect([1, 2, 3, 11, 21, 112].map((n) => ahead(n).split(' episode')[0])).toEqual([
      'Next',
      '2nd',
      '3rd',
      '11th',
      '21st',
      '112th'
    ])
  })

  it('travels together with its reason', () => {
    expect(worded({ code: 'in-trash' })).toEqual({
      reason: { code: 'in-trash' },
      sentence: "Left alone: it is in Plex's trash; restore it there if it should be cached."
    })
  })
})
