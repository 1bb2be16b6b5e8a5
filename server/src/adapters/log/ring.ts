/** The newest lines of the log in memory: bounded in number, in length and altogether, and free of every secret that is known when they are looked at. */
import type { LogLevel, LogLine } from '@pcu/contract'
import type { LogAbout } from '#ports/log.ts'
import type { Redaction } from './redact.ts'

const mostLines = 5000
/** Letters of one line; what is longer stands in the file. */
const mostLetters = 4000
/** Letters of all lines together. */
const mostAltogether = 4_000_000

/** A line before anybody numbered it. */
export interface Written {
  readonly at: number
  readonly level: LogLevel
  readonly text: string
}

/** What the ring needs. */
export interface RingDeps extends Pick<Redaction, 'redact' | 'known'> {
  /** Lines of this life are numbered from here, milliseconds: so no number of an earlier life comes again. */
  readonly startAt: number
  /** What was written before this life, oldest first; read when somebody looks for the first time. */
  readonly earlier: () => readonly (Written & Pick<LogLine, 'runId'>)[]
}

const shortened = (text: string): Pick<LogLine, 'text' | 'leftOut'> => ({
  text: text.slice(0, mostLetters),
  leftOut: Math.max(0, text.length - mostLetters)
})

/** Drops the oldest until all of it is within bounds. */
const bounded = (lines: readonly LogLine[]): LogLine[] => {
  let room = mostAltogether
  const first = lines.findLastIndex(({ text }) => {
    room -= text.length
    return room < 0
  })
  return lines.slice(Math.max(first + 1, lines.length - mostLines))
}

/** Blanks all at once: a text of many lines costs hardly more than one. No secret reaches over the end of a line. */
const blankedAgain = (lines: readonly LogLine[], redact: Redaction['redact']): LogLine[] => {
  const texts = redact(lines.map(({ text }) => text).join('\n')).split('\n')
  return lines.map((line, at) => ({ ...line, text: texts[at] ?? '' }))
}

/** Makes it, empty. */
export const createRing = ({ redact, known, startAt, earlier }: RingDeps) => {
  const listeners = new Set<(line: LogLine) => void>()
  let lines: LogLine[] = []
  let lastId = startAt
  let hasEarlier = false
  let blankedAt = known()

  const withEarlier = (): void => {
    if (hasEarlier) return
    hasEarlier = true
    const before = earlier().slice(-mostLines)
    const old = before.map(
      ({ text, ...line }, at): LogLine => ({
        ...line,
        ...shortened(text),
        id: startAt - before.length + at + 1,
        component: 'earlier',
        requestId: null
      })
    )
    lines = bounded([...blankedAgain(old, redact), ...lines])
  }
  const all = (): readonly LogLine[] => {
    withEarlier()
    if (blankedAt !== known()) {
      lines = blankedAgain(lines, redact)
      blankedAt = known()
    }
    return lines
  }

  return {
    add: ({ at, level, text }: Written, about: LogAbout): void => {
      lastId += 1
      const line: LogLine = {
        id: lastId,
        at,
        level,
        component: about.component ?? 'program',
        runId: about.runId ?? null,
        requestId: about.requestId ?? null,
        ...shortened(text)
      }
      lines.push(line)
      // Now and then, so that a line costs the same however many there are.
      if (lines.length > mostLines * 1.1 || lines.length % 256 === 0) lines = bounded(lines)
      for (const listener of listeners) listener(line)
    },
    lines: (): readonly LogLine[] => all().slice(-mostLines),
    subscribe: (listener: (line: LogLine) => void) => {
      listeners.add(listener)
      return { cancel: () => void listeners.delete(listener) }
    },
    /** As they would stand in the file. */
    texts: function* (): Generator<string> {
      for (const { at, level, text } of all()) yield `${new Date(at).toISOString()} ${level.padEnd(8)} ${text}\n`
    }
  }
}
