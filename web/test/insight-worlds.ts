/** Made-up figures of what the cache brought, and the answers about them. */
import { type Insight, insightQuerySchema, paths, routes } from '@pcu/contract'
import { GB, HOUR } from './builders.ts'
import { hostileTitles, idleWorld, type World } from './worlds.ts'

const DAY = 24 * HOUR

const nothing: Insight['plays'] = {
  ...{ plays: 0, pool: 0, array: 0, elsewhere: 0, unknown: 0, hitPercent: null, poolBytes: 0, woke: 0, spared: 0 },
  misses: []
}

const empty = (days: number, now: number): Insight => ({
  ...{ now, timeZone: 'UTC', days, since: now - days * DAY, playsSince: null, samplesSince: null },
  ...{ plays: nothing, week: nothing, weekBefore: nothing, cache: [], sections: null, disks: [], missed: [] },
  byDay: Array.from({ length: days }, (_, day) => ({
    ...{ at: now - (days - 1 - day) * DAY, pool: 0, array: 0, other: 0, weekHitPercent: null }
  }))
})

/** What the page is told; undefined for what is none of its questions. */
export const insightAnswerOf = ({ insight }: World, path: string, query: URLSearchParams): unknown => {
  if (path !== paths.insight) return undefined
  const { days } = insightQuerySchema.parse(Object.fromEntries(query))
  return routes.insight.answer.parse({ ...empty(days, Date.now()), ...insight })
}

const week: Insight['plays'] = {
  ...nothing,
  ...{ plays: 23, pool: 19, array: 4, hitPercent: 82.6, poolBytes: 61 * GB, woke: 3, spared: 12 },
  misses: [
    { reason: 'never-predicted', plays: 2 },
    { reason: 'too-late', plays: 1 },
    { reason: 'no-room', plays: 1 }
  ]
}

/** A month of a household, with titles and names that are made to hurt. */
export const broughtWorld = (): World => {
  const now = Date.now()
  const insight: Partial<Insight> = {
    ...{ playsSince: now - 40 * DAY, samplesSince: now - 40 * DAY },
    plays: { ...week, plays: 96, pool: 76, array: 18, unknown: 2, hitPercent: 80.9 },
    week,
    weekBefore: { ...week, hitPercent: 71.4 },
    byDay: Array.from({ length: 30 }, (_, day) => ({
      ...{ at: now - (29 - day) * DAY, pool: day % 5, array: day % 3 === 0 ? 1 : 0, other: day === 29 ? 2 : 0 },
      weekHitPercent: day < 9 ? null : 60 + day
    })),
    cache: Array.from({ length: 60 }, (_, n) => ({
      ...{ at: now - (59 - n) * 12 * HOUR, bytes: (200 + n) * GB, units: 20 + n },
      ...{ limitBytes: 300 * GB, freeBytes: 90 * GB, totalBytes: 500 * GB }
    })),
    sections: [
      { sectionId: '1', title: hostileTitles[0] ?? '', poolBytes: 200 * GB, totalBytes: 9000 * GB },
      { sectionId: '2', title: 'Series', poolBytes: 0, totalBytes: 0 }
    ],
    disks: [
      {
        path: '/mnt/disk1',
        state: 'asleep',
        since: now - 3 * HOUR,
        course: [
          { at: now - 9 * HOUR, state: 'awake' },
          { at: now - 3 * HOUR, state: 'asleep' }
        ]
      },
      { path: '/mnt/disk2', state: 'quiet', since: now - 30 * HOUR, course: [{ at: now - 30 * HOUR, state: 'quiet' }] },
      { path: '/mnt/disk3', state: 'unknown', since: null, course: [] }
    ],
    missed: hostileTitles.map((title, n) => ({
      ...{
        at: now - n * HOUR,
        ratingKey: String(n + 1),
        title,
        person: title,
        reason: 'never-predicted',
        disk: 'asleep'
      }
    }))
  }
  return { ...idleWorld(), insight }
}
