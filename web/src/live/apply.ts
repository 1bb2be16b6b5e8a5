/** What one event changes in the status. Pure: an event that the status already knows changes nothing. */
import type { LiveEvent, Move, Problem, Run, Status } from '@pcu/contract'

type Changes = Partial<Status>

const without = (moves: readonly Move[], id: string): Move[] => moves.filter((move) => move.id !== id)

function withMove(moves: readonly Move[], moved: Move): Move[] {
  const known = moves.some((move) => move.id === moved.id)
  return known ? moves.map((move) => (move.id === moved.id ? moved : move)) : [...moves, moved]
}

const withProblem = (problems: readonly Problem[], raised: Problem): Problem[] => [
  ...problems.filter((problem) => problem.id !== raised.id),
  raised
]

type Ending = Extract<LiveEvent, { type: 'move.finished' | 'move.failed' | 'move.stood-back' }>

const endedAs = { in: 'promoted', out: 'evicted', mend: 'mended' } as const

const columnOf = ({ type, move }: Ending): keyof Run['done'] => {
  if (type === 'move.failed') return 'failed'
  if (type === 'move.stood-back') return 'stoodBack'
  return endedAs[move.direction]
}

function counted(run: Run | null, event: Ending): Run | null {
  if (run === null || run.id !== event.runId) return run
  const column = columnOf(event)
  const { units, bytes } = run.done[column]
  return { ...run, done: { ...run.done, [column]: { units: units + 1, bytes: bytes + event.move.bytesTotal } } }
}

function aboutRun(event: LiveEvent): Changes {
  switch (event.type) {
    case 'run.started':
    case 'plan.made':
      return { currentRun: event.run }
    case 'run.finished':
      return { currentRun: null, pausedSince: null, lastRun: event.run, moves: [] }
    case 'run.paused':
      return { pausedSince: event.at }
    case 'run.resumed':
      return { pausedSince: null }
    case 'pool.measured':
      return { pool: event.pool }
    case 'roots.examined':
      return { roots: event.roots }
    default:
      return {}
  }
}

function aboutMove(status: Status, event: LiveEvent): Changes {
  switch (event.type) {
    case 'move.started':
    case 'move.progressed':
      return { moves: withMove(status.moves, event.move) }
    case 'move.finished':
    case 'move.failed':
    case 'move.stood-back':
      return { moves: without(status.moves, event.move.id), currentRun: counted(status.currentRun, event) }
    default:
      return {}
  }
}

function aboutProblem(status: Status, event: LiveEvent): Changes {
  switch (event.type) {
    case 'problem.raised':
      return { problems: withProblem(status.problems, event.problem) }
    case 'problem.cleared':
      return { problems: status.problems.filter((problem) => problem.id !== event.problem.id) }
    default:
      return {}
  }
}

/** The status after an event. Numbers decide what is newer, so nothing ever goes backwards. */
export function applyEvent(status: Status, event: LiveEvent): Status {
  if (event.id <= status.lastEventId) return status
  return {
    ...status,
    ...aboutRun(event),
    ...aboutMove(status, event),
    ...aboutProblem(status, event),
    lastEventId: event.id
  }
}
