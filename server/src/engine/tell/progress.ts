/** One move under way as everybody sees it: bytes, speed, phase; told at most four times a second. */
import type { Because, Direction, Move } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { MoveProgress } from '#ports/mover.ts'

/** What a move is, before it has begun. */
export interface MoveStart {
  readonly id: string
  readonly unit: string
  readonly title: string
  readonly direction: Direction
  readonly because: Because[]
  readonly from: string
  readonly to: string
  readonly bytesTotal: number
}

/** Follows one move. */
export interface MoveTracker {
  readonly current: () => Move
  /** Takes a report; tells of it when the last telling is long enough ago or the phase changed. */
  report(progress: MoveProgress): void
}

const quietMs = 250
const speedWindowMs = 4000

interface Sample {
  readonly at: number
  readonly bytes: number
}

/** A moment that lies ahead is from before the clock was set back. */
const isRecent = (at: number, now: number, windowMs: number): boolean => at <= now && now - at <= windowMs

const speedOf = (samples: readonly Sample[]): number | null => {
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < quietMs) return null
  return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at))
}

/** Starts following. */
export const trackMove = (start: MoveStart, deps: { clock: Clock; tell: (move: Move) => void }): MoveTracker => {
  let samples: readonly Sample[] = []
  let toldAt = 0
  let move: Move = {
    ...start,
    startedAt: deps.clock.now(),
    phase: 'starting',
    files: [],
    bytesDone: 0,
    bytesPerSecond: null
  }
  return {
    current: () => move,
    report: (progress) => {
      const now = deps.clock.now()
      const bytesDone = progress.files.reduce((sum, file) => sum + file.bytesDone, 0)
      const bytesTotal = progress.files.reduce((sum, file) => sum + file.bytesTotal, 0)
      samples = [...samples.filter(({ at }) => isRecent(at, now, speedWindowMs)), { at: now, bytes: bytesDone }]
      const phaseChanged = progress.phase !== move.phase
      const files = progress.files.map((file) => ({ ...file }))
      move = { ...move, phase: progress.phase, files, bytesDone, bytesTotal, bytesPerSecond: speedOf(samples) }
      if (!phaseChanged && now >= toldAt && now - toldAt < quietMs) return
      toldAt = now
      deps.tell(move)
    }
  }
}
