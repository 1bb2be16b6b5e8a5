/** What is true right now and lives only in memory: the run under way, its moves, the pool and Plex as last seen. It follows the bus. */
import type { LiveEvent, ModeStatus, Move, PlexStatus, PoolStatus, Run } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import type { RootsReport } from '#ports/storage-host.ts'

/** The state; read it, never change it. */
export interface LiveState {
  readonly currentRun: () => Run | undefined
  /** Whether the run under way has made its plan. */
  readonly isPlanned: () => boolean
  /** Epoch milliseconds; undefined when it is not paused. */
  readonly pausedSince: () => number | undefined
  readonly moves: () => readonly Move[]
  readonly pool: () => PoolStatus | undefined
  readonly plex: () => PlexStatus
  readonly mode: () => ModeStatus | undefined
  /** The roots as the last run found them. */
  readonly roots: () => RootsReport | undefined
  setPlex(status: PlexStatus): void
  setMode(mode: ModeStatus): void
  setRoots(roots: RootsReport): void
}

type MoveEnd = Extract<LiveEvent, { type: 'move.finished' | 'move.failed' | 'move.stood-back' }>

const endedAs = { in: 'promoted', out: 'evicted', mend: 'mended' } as const

const tallyOf = (event: MoveEnd): keyof Run['done'] => {
  if (event.type === 'move.failed') return 'failed'
  if (event.type === 'move.stood-back') return 'stoodBack'
  return endedAs[event.move.direction]
}

/** The run with one more ended move, so that a page opened in the middle knows how far it is. */
const countedIn = (run: Run, event: MoveEnd): Run => {
  const name = tallyOf(event)
  const { units, bytes } = run.done[name]
  return { ...run, done: { ...run.done, [name]: { units: units + 1, bytes: bytes + event.move.bytesTotal } } }
}

/** Starts following the bus. */
export const createLiveState = (bus: Bus): LiveState => {
  let run: Run | undefined
  let isPlanned = false
  let pausedSince: number | undefined
  let pool: PoolStatus | undefined
  let mode: ModeStatus | undefined
  let roots: RootsReport | undefined
  let plex: PlexStatus = { state: 'unknown', name: null, sentence: 'Plex has not been asked yet.', since: null }
  const moves = new Map<string, Move>()

  const follow = (event: LiveEvent): void => {
    switch (event.type) {
      case 'run.started':
      case 'plan.made':
        run = event.run
        isPlanned = event.type === 'plan.made'
        return
      case 'run.finished':
        run = undefined
        pausedSince = undefined
        moves.clear()
        return
      case 'run.paused':
        pausedSince = event.at
        return
      case 'run.resumed':
        pausedSince = undefined
        return
      case 'move.started':
      case 'move.progressed':
        moves.set(event.move.id, event.move)
        return
      case 'move.finished':
      case 'move.failed':
      case 'move.stood-back':
        moves.delete(event.move.id)
        run = run === undefined ? undefined : countedIn(run, event)
        return
      case 'pool.measured':
        pool = event.pool
        return
      default:
        return
    }
  }
  bus.subscribe(follow)

  return {
    currentRun: () => run,
    isPlanned: () => isPlanned,
    pausedSince: () => pausedSince,
    moves: () => [...moves.values()],
    pool: () => pool,
    plex: () => plex,
    mode: () => mode,
    roots: () => roots,
    setPlex: (status) => {
      plex = status
    },
    setMode: (status) => {
      mode = status
    },
    setRoots: (found) => {
      roots = found
    }
  }
}
