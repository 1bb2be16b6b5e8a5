/** Events become log lines. The only place that words the log; it reads the same bus as the page. */
import {
  type AccessNews,
  type Decision,
  formatBytes,
  formatDuration,
  type LiveEvent,
  type Move,
  type Run
} from '@pcu/contract'
import type { LogAbout, LogLevel } from '#ports/log.ts'
import { aboutEvent } from './narrate-about.ts'

/** A line for the log. */
export interface LogLine {
  readonly level: LogLevel
  readonly sentence: string
  readonly about?: LogAbout
}

const line = (level: LogLevel, sentence: string): LogLine => ({ level, sentence })

const begins = {
  in: ({ title }: Move) => `Moving ${title} to the pool`,
  out: ({ title }: Move) => `Moving ${title} home`,
  mend: ({ title }: Move) => `Putting ${title} in order`
} as const
const ends = { in: 'is on the pool', out: 'is home', mend: 'is in order' } as const

const because = (reasons: readonly { sentence: string }[]): string => reasons[0]?.sentence ?? ''

type MoveEvent = Extract<
  LiveEvent,
  { type: 'move.started' | 'move.finished' | 'move.failed' | 'move.stood-back' | 'move.settled' }
>

const narrateMove = (event: MoveEvent): LogLine => {
  switch (event.type) {
    case 'move.started': {
      const { move } = event
      return line('INFO', `${begins[move.direction](move)} (${formatBytes(move.bytesTotal)}): ${because(move.because)}`)
    }
    case 'move.finished': {
      const { move } = event
      const size = formatBytes(move.bytesTotal)
      return line('INFO', `${move.title} ${ends[move.direction]} (${size} in ${formatDuration(event.tookMs)}).`)
    }
    case 'move.failed':
      return line('ERROR', `${event.move.title}: ${event.sentence}`)
    case 'move.stood-back':
      return line('WARNING', `${event.move.title}: ${event.because.sentence}`)
    case 'move.settled':
      return line('WARNING', event.sentence)
  }
}

type ProblemEvent = Extract<LiveEvent, { type: 'problem.raised' | 'problem.cleared' }>

/** A silent source has a line of its own already. */
const narrateProblem = ({ type, problem }: ProblemEvent): LogLine | undefined => {
  if (problem.id.startsWith('source.')) return undefined
  if (type === 'problem.cleared') return line('INFO', `Solved: ${problem.sentence}`)
  return line(problem.severity === 'error' ? 'ERROR' : 'WARNING', problem.sentence)
}

type AccessEvent = Extract<LiveEvent, { type: 'access.noted' }>

/** Never what was typed: people put passwords into the wrong field. */
const accessSentences: Readonly<Record<AccessNews, (event: AccessEvent) => string>> = {
  'set-up': ({ name, address }) => `${name} was made the administrator, from ${address}.`,
  'logged-in': ({ name, address }) => `${name} logged in from ${address}.`,
  'logged-out': ({ address }) => `A browser at ${address} logged out.`,
  failed: ({ address }) => `A log-in from ${address} failed: the name or the password was not right.`,
  slowed: ({ address }) => `Log-ins from ${address} have to wait: too many failed.`,
  refused: ({ name, address }) => `${name}, from ${address}, was refused: its scope does not allow that.`,
  'password-changed': ({ address }) => `The password of the administrator was changed from ${address}.`,
  'sessions-revoked': ({ address }) => `Browsers were logged out, ordered from ${address}.`,
  'key-made': ({ name, address }) => `The API key "${name}" was made from ${address}.`,
  'key-revoked': ({ name, address }) => `The API key "${name}" was revoked from ${address}.`,
  reset: () => 'The administrator was forgotten and every browser logged out, by "pcu auth reset".'
}

const worthAWarning: ReadonlySet<AccessNews> = new Set(['failed', 'slowed', 'refused', 'reset'])

const narrateAccess = (event: AccessEvent): LogLine =>
  line(worthAWarning.has(event.what) ? 'WARNING' : 'INFO', accessSentences[event.what](event))

const narrateSettings = ({ variables, restart }: Extract<LiveEvent, { type: 'settings.changed' }>): LogLine => {
  const later = restart.length === 0 ? '' : ` After the next start of the program these count: ${restart.join(', ')}.`
  return line('INFO', `Settings were changed: ${variables.join(', ')}.${later}`)
}

type OtherEvent = Exclude<LiveEvent, MoveEvent>

const narrateOther = (event: OtherEvent): LogLine | undefined => {
  switch (event.type) {
    case 'run.requested':
      return line('DEBUG', `A run was asked for (${event.trigger}).`)
    case 'run.waits':
      return line('INFO', event.sentence)
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
    case 'run.paused':
      return line('INFO', 'The run is paused: what is half copied waits, and nothing further begins.')
    case 'run.resumed':
      return line('INFO', 'The run goes on.')
    case 'run.ending':
      return line('INFO', 'The run ends when the titles under way have been moved.')
    case 'run.made-way':
      return line(
        'INFO',
        'The run makes way for the next episode of what is being played; what is left follows in the next run.'
      )
    case 'source.went-silent':
      return line('WARNING', event.sentence)
    case 'source.came-back':
    case 'list.changed':
    case 'session.changed':
      return line('INFO', event.sentence)
    case 'problem.raised':
    case 'problem.cleared':
      return narrateProblem(event)
    case 'access.noted':
      return narrateAccess(event)
    case 'settings.changed':
      return narrateSettings(event)
    case 'pool.measured':
    case 'roots.examined':
    case 'move.progressed':
      return undefined
  }
}

const isMove = (event: LiveEvent): event is MoveEvent =>
  event.type.startsWith('move.') && event.type !== 'move.progressed'

const verdicts = {
  promote: 'Would come to the pool',
  evict: 'Would go home',
  keep: 'On the pool',
  leave: 'Not on the pool'
} as const

const decisionLine = ({ action, title, sizeBytes, because: reasons, from, to }: Decision): string => {
  const size = sizeBytes === null ? '' : ` (${formatBytes(sizeBytes)})`
  const way = from === null || to === null ? '' : ` ${from} -> ${to}`
  return `${verdicts[action]}: ${title}${size}: ${reasons.map(({ sentence }) => sentence).join(' ')}${way}`
}

/**
 * Words the decisions of one plan after another. What is about to move is told when it moves, so only a dry run tells it
 * here; a decision that is what it was in the plan before is no news.
 */
export const createDecisionNarrator = (): ((run: Run, decisions: readonly Decision[]) => readonly LogLine[]) => {
  let told = new Set<string>()
  return (run, decisions) => {
    const staying = decisions.filter(({ action }) => run.dryRun || action === 'keep' || action === 'leave')
    const sentences = staying.map(decisionLine)
    const about: LogAbout = { component: 'decision', runId: run.id }
    const lines = sentences.map((sentence) => ({ ...line(told.has(sentence) ? 'DEBUG' : 'INFO', sentence), about }))
    told = new Set(sentences)
    return lines
  }
}

/** The line of an event, or undefined for what is too small to tell. */
export const narrate = (event: LiveEvent): LogLine | undefined => {
  const told = isMove(event) ? narrateMove(event) : narrateOther(event)
  return told && { ...told, about: aboutEvent(event) }
}

/** The line for a machine on which the copier must do without native calls. */
export const narrateMissingNative = (why: string): string =>
  `Whether somebody has a file open cannot be told on this machine, and attributes are copied by cp: ${why}.`

/** The line for a mistake of ours that a request met; its id is what the answer names. */
export const narrateBug = (thrown: unknown, { id, what }: { readonly id: string; readonly what: string }): LogLine => {
  const told = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  const about: LogAbout = { component: 'request', requestId: id }
  return { ...line('CRITICAL', `Request ${id} (${what.slice(0, 300)}) went wrong: ${told}`), about }
}
