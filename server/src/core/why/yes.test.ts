/** Every rule's yes in words: that there is one for each is the compiler's business, that it is true of the very numbers is held here. */
import { describe, expect, it } from 'vitest'
import { arrayPath, sharePath } from '#core/model/place.ts'
import type { Inspection, OwnedUnit, Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { admissionAnswers } from '#core/plan/admission.ts'
import { departureAnswers } from '#core/plan/departure.ts'
import type { AdmissionRuleName, DepartureRuleName, PlanSettings } from '#core/plan/rule.ts'
import { anOwned, answered, aUnit, aWant, aWorld, day, GB, hour, now, somePlanSettings } from '#test/builders/world.ts'
import { yesToCome } from './yes-coming.ts'
import { yesToLeave } from './yes-leaving.ts'

const look = (unit: Unit, facts: Partial<Inspection> = {}): ReadonlyMap<Unit['id'], Inspection> => {
  const seen = { path: unit.id, arrayRoot: arrayPath('/mnt/disk1'), role: 'video' as const }
  const file = { ...seen, sizeBytes: 12 * GB, allocatedBytes: 12 * GB, links: 1, changedAt: 0 }
  return new Map([[unit.id, { unit: unit.id, lookedAt: now - hour, files: [file], ...facts }]])
}

interface Coming {
  readonly unit?: Unit
  readonly world?: Partial<World>
  readonly settings?: Partial<PlanSettings>
}

const film = aUnit({ name: 'a', sizeBytes: 12 * GB, wants: [aWant({ ratingKey: 'a' })] })

const unknownSize = { ...film, videos: film.videos.map((video) => ({ ...video, sizeBytes: undefined })) }

/** The sentence, of a rule that really says yes to this. */
const coming = (rule: AdmissionRuleName, { unit = film, world: facts = {}, settings: more = {} }: Coming = {}) => {
  const world = { ...aWorld({ units: [unit] }), ...facts }
  const settings = { ...somePlanSettings, ...more }
  expect(admissionAnswers(unit, world, settings)).toContainEqual({ name: rule, verdict: { kind: 'pass' } })
  return yesToCome(rule, { unit, world, settings, timeZone: 'UTC' })
}

const ours = anOwned({ name: 'a' })

const leaving = (
  rule: DepartureRuleName,
  { owned = ours, unit = aUnit({ name: 'a' }), world: facts = {} }: Coming & { readonly owned?: OwnedUnit } = {}
) => {
  const world = { ...aWorld({ units: [unit], owned: [owned] }), ...facts }
  const tenant = { owned, unit }
  expect(departureAnswers(tenant, world, somePlanSettings)).toContainEqual({ name: rule, verdict: { kind: 'pass' } })
  return yesToLeave(rule, { tenant, world, settings: somePlanSettings, timeZone: 'UTC' })
}

const timer = {
  since: 'finished',
  begunAt: now - day,
  dueAt: now - hour,
  hours: 23,
  people: ['Ada'],
  despite: []
} as const

describe('a yes to coming', () => {
  it.each<[string, AdmissionRuleName, Coming]>([
    ['The pool is ready; on which disk it lies is seen when it is looked at.', 'roots-are-ready', {}],
    [
      'The pool is ready, and so is where it lies (/mnt/disk1).',
      'roots-are-ready',
      { world: { inspections: look(film) } }
    ],
    ['Its share is not kept on a pool already.', 'share-may-be-cached', {}],
    ['It is not in Plex’s trash.', 'not-in-trash', {}],
    ['No removal timer sent it home lately.', 'not-sent-home', {}],
    [
      'Its removal timer sent it home 2026-11-22 11:00, but somebody new wants it since.',
      'not-sent-home',
      { world: { sentHome: new Map([[film.id, { at: now - hour, people: ['Bob'] }]]) } }
    ],
    ['Nobody has looked at its files yet; that is done just before it is moved.', 'last-look-was-good', {}],
    [
      'Its files were looked at 2026-11-22 11:00 (1 file), and nothing speaks against moving them.',
      'last-look-was-good',
      { world: { inspections: look(film) } }
    ],
    [
      'What the look of 2026-11-22 11:00 found against it is over; it is looked at again.',
      'last-look-was-good',
      {
        world: {
          inspections: look(film, {
            refusal: { rule: 'is-old-enough', reason: { code: 'in-use', path: film.id }, until: now - 1 }
          })
        }
      }
    ],
    ['Nobody is playing it.', 'not-playing', {}],
    [
      'It may come even while it is played, as its original stays where it is.',
      'not-playing',
      { world: { mode: { presentation: 'union', original: 'keep' }, sessions: { known: false, detail: 'timeout' } } }
    ],
    ['No limit is set for a single title (MAX_ITEM_SIZE_GB).', 'size-within-limit', {}],
    [
      'It is 12 GB, and a single title may be at most 60 GB (MAX_ITEM_SIZE_GB).',
      'size-within-limit',
      { settings: { mostItem: 60 } }
    ],
    [
      'Plex does not say how large it is; a single title may be at most 60 GB (MAX_ITEM_SIZE_GB).',
      'size-within-limit',
      { settings: { mostItem: 60 }, unit: unknownSize }
    ]
  ])('"%s" (%s)', (sentence, rule, facts) => {
    expect(coming(rule, facts)).toBe(sentence)
  })
})

describe('a yes to leaving', () => {
  it.each<[string, DepartureRuleName, Parameters<typeof leaving>[1]]>([
    ['Nobody deleted or replaced its files behind our back.', 'not-an-orphan', {}],
    ['Bringing files home is switched on (WATCHED_MOVE is true).', 'return-is-on', {}],
    ['The pool is ready, and so is where it goes home to (/mnt/disk1).', 'roots-are-ready', {}],
    ['The 1 source that may want it has answered.', 'every-source-has-spoken', {}],
    [
      '2 sources that may want it have answered; the feed was silent for so long that nothing waits for it.',
      'every-source-has-spoken',
      {
        world: {
          reports: [
            answered(),
            answered({ source: 'the watchlist of Ada', sectionId: '*' }),
            answered({ source: 'the feed', sectionId: '*', state: 'given-up' })
          ]
        }
      }
    ],
    ['Nobody is playing it.', 'not-playing', {}],
    ['Plex still lists it.', 'still-in-library', {}],
    [
      'Plex lists /mnt/user/tv/b.mkv in its place.',
      'still-in-library',
      { world: { replaced: new Map([[ours.id, sharePath('/mnt/user/tv/b.mkv')]]) } }
    ],
    [
      'Those who might want it named other titles, so that they do not name it means something.',
      'absence-is-proven',
      {}
    ],
    ['It was watched 2026-11-21 12:00.', 'absence-is-proven', { unit: aUnit({ name: 'a', watchedAt: now - day }) }],
    ['The watcher keeps no removal timer for it.', 'timer-has-run-out', {}],
    [
      'Its removal timer ran out 2026-11-22 11:00.',
      'timer-has-run-out',
      { world: { timers: new Map([[ours.id, timer]]) } }
    ],
    [
      'Its removal timer runs until 2026-11-22 13:00, but does not hold it.',
      'timer-has-run-out',
      {
        world: {
          timers: new Map([[ours.id, { ...timer, dueAt: now + hour }]]),
          replaced: new Map([[ours.id, '/mnt/user/tv/b.mkv']])
        }
      }
    ],
    [
      'It has stayed as long as it was to stay: until 2026-11-15 12:00 (WATCHED_CACHE_EXPIRY, WATCHLIST_CACHE_EXPIRY, POOL_HOLD_HOURS).',
      'held-long-enough',
      {}
    ],
    ['No try to bring it home failed lately.', 'last-try-was-good', {}],
    [
      'The plan brings no more home at once than may go unasked: 9 titles, or RETURN_GUARD_PERCENT of the pool.',
      'not-too-many-at-once',
      {}
    ]
  ])('"%s" (%s)', (sentence, rule, facts) => {
    expect(leaving(rule, facts)).toBe(sentence)
  })
})
