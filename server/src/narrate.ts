/** Events become log lines. The only place that words the log; it reads the same bus as the page. */
import { formatBytes, formatDuration, type LiveEvent } from '@pcu/contract'
import type { LogLevel } from '#ports/log.ts'

/** A line for the log. */
export interface LogLine {
  readonly level: LogLevel
  readonly sentence: string
}

const line = (level: LogLevel, sentence: string): LogLine => ({ level, sentence })

const direction = { in: 'to the pool', out: 'home' } as const

const because = (reasons: readonly { sentence: string }[]): string => reasons[0]?.sentence ?? ''

type MoveEvent = Extract<
  LiveEvent,
  { type: 'move.started' | 'move.finished' | 'move.failed' | 'move.stood-back' | 'move.settled' }
>

const narrateMove = (event: MoveEvent): LogLine => {
  switch (event.type) {
    case 'move.started': {
      const { move } = event
      return line(
        'INFO',
        `Moving ${move.title} ${direction[move.direction]} (${formatBytes(move.bytesTotal)}): ${because(move.because)}`
      )
    }
    case 'move.finished': {
      const { move } = event
      const size = formatBytes(move.bytesTotal)
      return line(
        'INFO',
        `${move.title} is ${move.direction === 'in' ? 'on the pool' : 'home'} (${size} in ${formatDuration(event.tookMs)}).`
      )
    }
    case 'move.failed':
      return line('ERROR', `${event.move.title}: ${event.sentence}`)
    case 'move.stood-back':
      return line('WARNING', `${event.move.title}: ${event.because.sentence}`)
    case 'move.settled':
      return line('WARNING', event.sentence)
  }
}

type OtherEvent = Exclude<LiveEvent, MoveEvent>

const narrateOther = (event: OtherEvent): LogLine | undefined => {
  switch (event.type) {
    case 'run.requested':
      return line('DEBUG', `A run was asked for (${event.trigger}).`)
    case 'run.started':
      return line('INFO', `Run ${event.run.id} started (${event.run.trigger}${event.run.dryRun ? ', dry run' : ''}).`)
    case 'plan.made': {
      const { promote, evict, keep, leave } = event.run.planned
      return line(
        'INFO',
        `Plan: ${promote.units} to the pool, ${evict.units} home, ${keep.units} stay, ${leave.units} left.`
      )
    }
    case 'run.finished':
      return line(
        event.run.outcome === 'failed' ? 'ERROR' : 'INFO',
        `Run ${event.run.id} ${event.run.outcome}: ${event.run.sentence}`
      )
    case 'source.went-silent':
      return line('WARNING', event.sentence)
    case 'source.came-back':
      return line('INFO', event.sentence)
    case 'problem.raised':
      return line(event.problem.severity === 'error' ? 'ERROR' : 'WARNING', event.problem.sentence)
    case 'problem.cleared':
      return line('INFO', `Solved: ${event.problem.sentence}`)
    case 'pool.measured':
    case 'move.progressed':
      return undefined
  }
}

const isMove = (event: LiveEvent): event is MoveEvent =>
  event.type.startsWith('move.') && event.type !== 'move.progressed'

/** The line of an event, or undefined for what is too small to tell. */
export const narrate = (event: LiveEvent): LogLine | undefined =>
  isMove(event) ? narrateMove(event) : narrateOther(event)
