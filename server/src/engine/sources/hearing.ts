/** What was last heard of each person's deck and list, for people to read: how old it is, and why there is nothing newer. */
import type { Answer } from './last-good.ts'

/** What a person may be asked for. */
export type Asked = 'onDeck' | 'watchlist'

/** What was heard. */
export interface HeardOf {
  /** When the oldest part of what counts was said, epoch milliseconds; undefined when nothing ever was. */
  readonly at: number | undefined
  /** Why it is not newer, a sentence part without a full stop; undefined when everything answered. */
  readonly silence: string | undefined
}

/** Everybody's. */
export interface Hearing {
  note(personId: string, asked: Asked, parts: readonly HeardOf[]): void
  /** Undefined: not asked in this life of the program. */
  of(personId: string, asked: Asked): HeardOf | undefined
}

/** One answer; `now`: when it was given, epoch milliseconds. */
export const heardOf = <Value>(answer: Answer<Value>, now: number): HeardOf => {
  if (answer.kind === 'fresh') return { at: now, silence: undefined }
  return { at: answer.kind === 'standing' ? answer.at : undefined, silence: answer.detail }
}

const together = (parts: readonly HeardOf[]): HeardOf => {
  const times = parts.flatMap(({ at }) => at ?? [])
  return {
    at: times.length === 0 ? undefined : Math.min(...times),
    silence: parts.find(({ silence }) => silence !== undefined)?.silence
  }
}

/** Nothing was heard yet. */
export const createHearing = (): Hearing => {
  const known = new Map<string, HeardOf>()
  return {
    note: (personId, asked, parts) => void known.set(`${asked} ${personId}`, together(parts)),
    of: (personId, asked) => known.get(`${asked} ${personId}`)
  }
}
