/** Builds single things of the wire with believable values; a caller names only what matters. */
import { type Because, type CachedUnit, type Decision, type Move, type Run, worded } from '@pcu/contract'

export const GB = 1_000_000_000
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const MEDIA = '/mnt/user/media'
export const POOL = '/mnt/cache/plexcache'

const onDeck = (person: string): Because => worded({ code: 'on-deck', person, resumeAtPercent: 41 })
const nextOne = (person: string, ahead: number): Because =>
  worded({ code: 'next-episode', person, ahead, after: 'Harbour Lights S02E03' })

/** A unit on the pool. */
export function aCachedUnit(id: number, given: Partial<CachedUnit> = {}): CachedUnit {
  const path = `${MEDIA}/tv/Harbour Lights/Season 02/Harbour Lights - S02E${String(id).padStart(2, '0')}.mkv`
  const sizeBytes = given.sizeBytes ?? (2 + (id % 9)) * GB
  return {
    id,
    unit: path,
    title: `Harbour Lights S02E${String(id).padStart(2, '0')}`,
    state: 'complete',
    original: 'remove',
    presentation: 'union',
    because: [nextOne('Owner', 1 + (id % 5))],
    promotedAt: Date.now() - id * 23 * MINUTE,
    sizeBytes,
    files: [
      { path, poolPath: path.replace(MEDIA, POOL), sizeBytes: sizeBytes - 90_000 },
      {
        path: path.replace('.mkv', '.en.srt'),
        poolPath: path.replace(MEDIA, POOL).replace('.mkv', '.en.srt'),
        sizeBytes: 90_000
      }
    ],
    ...given
  }
}

/** A tally of nothing. */
export const none = { units: 0, bytes: 0 }

/** A run. */
export function aRun(id: number, given: Partial<Run> = {}): Run {
  const startedAt = given.startedAt ?? Date.now() - id * 6 * HOUR
  return {
    id,
    trigger: 'schedule',
    dryRun: false,
    startedAt,
    finishedAt: startedAt + 4 * MINUTE,
    outcome: 'done',
    sentence: 'Brought in 3 titles (14 GB) and 1 title went home (4 GB).',
    planned: {
      promote: { units: 3, bytes: 14 * GB },
      evict: { units: 1, bytes: 4 * GB },
      keep: { units: 8, bytes: 40 * GB },
      leave: none
    },
    done: {
      promoted: { units: 3, bytes: 14 * GB },
      evicted: { units: 1, bytes: 4 * GB },
      failed: none,
      stoodBack: none,
      mended: none
    },
    requests: 14,
    ...given
  }
}

/** A decision. */
export function aDecision(at: number, given: Partial<Decision> = {}): Decision {
  const unit = `${MEDIA}/movies/Quiet Rivers (20${10 + at})/Quiet Rivers (20${10 + at}).mkv`
  return {
    unit,
    title: `Quiet Rivers (20${10 + at})`,
    action: 'promote',
    because: [onDeck('Owner'), nextOne('Robin', 2)],
    refusals: [],
    score: [
      { name: 'on deck', points: 100 },
      { name: 'two people', points: 20 }
    ],
    rank: at + 1,
    sizeBytes: 6 * GB,
    files: 2,
    from: unit,
    to: unit.replace(MEDIA, POOL),
    ...given
  }
}

/** A move under way. */
export function aMove(id: string, given: Partial<Move> = {}): Move {
  const name = `Harbour Lights - S02E0${id}.mkv`
  const bytesTotal = given.bytesTotal ?? 8 * GB
  const bytesDone = given.bytesDone ?? 2 * GB
  return {
    id,
    unit: `${MEDIA}/tv/Harbour Lights/Season 02/${name}`,
    title: `Harbour Lights S02E0${id}`,
    direction: 'in',
    because: [nextOne('Owner', 1)],
    from: `${MEDIA}/tv/Harbour Lights/Season 02/${name}`,
    to: `${POOL}/tv/Harbour Lights/Season 02/${name}`,
    startedAt: Date.now() - 40_000,
    phase: 'copying',
    files: [
      { name, bytesDone, bytesTotal: bytesTotal - 90_000 },
      { name: name.replace('.mkv', '.en.srt'), bytesDone: 90_000, bytesTotal: 90_000 }
    ],
    bytesDone,
    bytesTotal,
    bytesPerSecond: 112_000_000,
    ...given
  }
}
