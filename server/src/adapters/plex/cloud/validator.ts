/**
 * What proves with one request that a watchlist is as it was: how its first page looked, newest first, with the list's length in it.
 *
 * Why the first page speaks for all: whatever is put on the list, new or again, comes first, so it shows on the first page. Whatever
 * is taken off makes the list shorter, and the length stands on the first page. Both at once cannot hide each other, because the
 * addition still shows. What could hide: an addition with a date of the past (an import by Plex itself), two titles that Plex merges
 * into one beyond the first page while something is added there in the same way. Therefore a list is read whole once a day.
 */
import { createHash } from 'node:crypto'
import type { Validator } from '#ports/plex-cloud.ts'

/** What is remembered of the last whole reading. */
export interface Known {
  /** The service's own tag of the first page for this question; undefined when it gave none. */
  readonly etag: string | undefined
  /** Of the first page's entries and the length. */
  readonly digest: string
  /** Epoch milliseconds. */
  readonly readAt: number
}

const dayMs = 24 * 3_600_000

/** Young enough to be relied on; one from the future was made while the clock was wrong. */
export const isFresh = ({ readAt }: Known, now: number): boolean => readAt <= now && now - readAt < dayMs

/** Of the keys on the first page, in order, and the length of the list. */
export const digestOf = (keys: readonly string[], total: number): string =>
  createHash('sha256')
    .update([total, ...keys].join('\n'))
    .digest('hex')

/** As text, for whoever keeps it. */
export const validatorOf = ({ etag, digest, readAt }: Known): Validator => [readAt, digest, etag ?? ''].join(' ')

/** The same again; undefined for anything that is none of ours. */
export const readValidator = (text: Validator | undefined): Known | undefined => {
  const [, readAt, digest, etag] = /^(\d+) ([0-9a-f]{64}) (.*)$/u.exec(text ?? '') ?? []
  if (readAt === undefined || digest === undefined) return undefined
  return { etag: etag === '' ? undefined : etag, digest, readAt: Number(readAt) }
}
