/** Made-up states of the doctor and the watcher. */
import { type Decision, type DoctorReport, type Orphan, worded } from '@pcu/contract'
import { aDecision, aRun, GB, HOUR, MEDIA, MINUTE, POOL } from './builders.ts'
import { idleWorld, type World } from './worlds.ts'

/** A comparison without a difference. */
export const allFine: DoctorReport = {
  at: Date.now() - MINUTE,
  audited: false,
  hashed: false,
  files: 24,
  findings: [],
  repaired: [],
  sentence: 'Everything that is known is there.'
}

const hostile = '<img src=x onerror="document.body.dataset.broken=1"> \u202Egpj.exe'

/** An orphan with two remedies. */
const anOrphan = (): Orphan => ({
  id: 9,
  unit: `${MEDIA}/movies/Lost/Lost.mkv`,
  title: `Lost ${hostile}`,
  original: 'keep',
  presentation: 'union',
  files: [
    {
      path: `${MEDIA}/movies/Lost/Lost.mkv`,
      poolPath: `${POOL}/movies/Lost/Lost.mkv`,
      sizeBytes: 4 * GB,
      why: 'Somebody deleted its copy on the pool.',
      since: Date.now() - 3 * HOUR
    }
  ],
  sizeBytes: 4 * GB,
  remedies: [
    { how: 'restore', does: 'The original goes back to its place.' },
    { how: 'forget', does: 'Every file stays as it is; only our record goes.' }
  ]
})

/** Something was found, and an audit repairs it. */
export const findingWorld = (): World => ({
  ...idleWorld(),
  doctor: {
    ...allFine,
    sentence: '2 differences were found.',
    findings: [
      { id: 'copy.gone', severity: 'error', sentence: `The copy of ${hostile} is gone.`, repair: 'It is forgotten.' },
      { id: 'link.stray', severity: 'warning', sentence: 'A link leads nowhere.', repair: null }
    ]
  },
  audited: { ...allFine, audited: true, repaired: ['The record of a copy was forgotten.'] },
  orphans: [anOrphan()]
})

/** The watcher is on, and nobody watches. */
export const nobodyWatches = (): NonNullable<World['watching']> => ({
  status: {
    enabled: true,
    watching: true,
    sentence: 'Plex tells what is played.',
    line: 'up',
    askEveryMs: 30_000,
    askedAt: Date.now(),
    answeredAt: Date.now(),
    silence: null,
    sessions: [],
    queue: [],
    maxConcurrent: 3,
    statistics: {
      since: Date.now() - 30 * HOUR,
      watches: 0,
      cached: 0,
      alreadyThere: 0,
      returned: 0,
      postponed: 0,
      failures: 0,
      averageToCachedMs: null
    },
    timers: { waiting: 0, postponed: 0, due: 0 },
    people: []
  },
  plays: [],
  removals: []
})

/** Somebody watches, something is on its way, and timers run. */
/** One title leaves when its grace is over, one is tried again, and one stays as long as it is wanted. */
export const comingAndLeaving = (now: number): Decision[] => {
  const viewed = { code: 'watched-recently', viewedAt: now, graceHours: 24 } as const
  const day = 24 * HOUR
  return [
    aDecision(1, {
      title: `Leaves ${hostile}`,
      action: 'keep',
      because: [
        worded({ ...viewed, untilAt: now + day }),
        worded({ code: 'came-recently', promotedAt: now, untilAt: now + 2 * day, holdHours: 48 })
      ]
    }),
    aDecision(2, {
      title: 'Tried again',
      action: 'leave',
      because: [worded({ code: 'failed-before', detail: 'The disk answered with an error.', untilAt: now + HOUR })]
    }),
    aDecision(3, {
      title: 'Wanted',
      action: 'keep',
      because: [worded({ ...viewed, untilAt: now + day }), worded({ code: 'on-deck', person: 'Mia' })]
    }),
    aDecision(4, {
      title: 'Over already',
      action: 'keep',
      because: [worded({ ...viewed, untilAt: now - HOUR })]
    })
  ]
}

export const watchingWorld = (): World => {
  const calm = nobodyWatches()
  return {
    ...idleWorld(),
    plan: { ...aRun(43), decisions: comingAndLeaving(Date.now()) },
    watching: {
      status: {
        ...calm.status,
        sessions: [
          {
            person: 'Mia',
            title: `Harbour Lights ${hostile}`,
            startedAt: Date.now() - 20 * MINUTE,
            percent: 41.4,
            tier: 'array',
            isCounted: true
          }
        ],
        queue: [
          { unit: '/a', title: 'Harbour Lights S02E05', people: ['Mia'], state: 'waiting', because: null },
          { unit: '/b', title: 'Quiet Rivers', people: ['Theo'], state: 'left', because: 'It does not fit.' }
        ],
        statistics: { ...calm.status.statistics, watches: 1234, averageToCachedMs: 65_000 }
      },
      plays: [
        {
          id: 1,
          person: 'Mia',
          title: 'Harbour Lights S02E03',
          ratingKey: '1',
          unit: null,
          startedAt: Date.now() - 2 * HOUR,
          endedAt: Date.now() - HOUR,
          finished: true,
          percent: 97,
          watchedMs: 50 * MINUTE,
          tier: 'pool',
          did: 'already-there',
          cachedUnits: 0,
          sentence: 'It lay on the pool already.'
        }
      ],
      removals: [
        {
          unit: '/c',
          title: 'Harbour Lights S02E02',
          since: 'finished',
          begunAt: Date.now() - 20 * HOUR,
          dueAt: Date.now() + 28 * HOUR,
          remainingMs: 28 * HOUR,
          state: 'waiting',
          because: [],
          nextCheckAt: null
        },
        {
          unit: '/d',
          title: 'Quiet Rivers',
          since: 'caching',
          begunAt: Date.now() - 60 * HOUR,
          dueAt: Date.now() - HOUR,
          remainingMs: 0,
          state: 'postponed',
          because: ['On deck for Theo.'],
          nextCheckAt: Date.now() + 12 * HOUR
        }
      ]
    }
  }
}
