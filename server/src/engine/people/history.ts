/** What everybody watched lately, asked once for all: who is active, what each has seen, and what a deck can be put together from. */
import type { Person } from '#core/model/person.ts'
import { type KeptViewing, readKeptHistory } from '#core/wants/kept.ts'
import type { HasSeen } from '#core/wants/next-episodes.ts'
import { seenIn } from '#core/wants/rebuilt-deck.ts'
import type { Answer, LastGood } from '#engine/sources/last-good.ts'
import type { Clock } from '#ports/clock.ts'
import type { HistoryRow, MediaServer } from '#ports/media-server.ts'

/** How far back history is read: longer than any deck is looked at by default. */
const windowMs = 120 * 24 * 3_600_000
/** A viewing may be entered late, under the time at which it ended. */
const overlapMs = 6 * 3_600_000

/** The history of everybody within the window. */
export type History = Answer<readonly KeptViewing[]>

/** Reads it; only what is new is asked for once it is known. */
export interface HistoryReader {
  read(signal: AbortSignal): Promise<History>
}

const keyOf = ({ ratingKey, personId, viewedAt }: HistoryRow): string => `${ratingKey} ${personId} ${viewedAt}`

const merged = (before: readonly KeptViewing[], rows: readonly HistoryRow[], since: number): readonly KeptViewing[] => {
  const all = new Map<string, KeptViewing>()
  for (const row of [...rows, ...before]) if (row.viewedAt >= since) all.set(keyOf(row), row)
  return [...all.values()].toSorted((a, b) => b.viewedAt - a.viewedAt)
}

/** Where to go on: a little before the newest row that is known. */
const resumeAt = (before: readonly KeptViewing[] | undefined, start: number): number =>
  before?.[0] === undefined ? start : Math.max(start, before[0].viewedAt - overlapMs)

/** Whoever asks within this time gets the same answer, milliseconds. */
const goodForMs = 5000

/** A reader over the server's own history. */
export const createHistoryReader = (deps: {
  readonly server: Pick<MediaServer, 'readHistory'>
  readonly lastGood: LastGood
  readonly clock: Clock
}): HistoryReader => {
  const { server, lastGood, clock } = deps
  let asked: { readonly at: number; readonly answer: Promise<History> } | undefined

  const ask = (signal: AbortSignal): Promise<History> => {
    const start = clock.now() - windowMs
    return lastGood.ask({
      name: 'history',
      signal,
      ask: async (before) => merged(before ?? [], await server.readHistory(resumeAt(before, start), signal), start),
      read: readKeptHistory,
      isEmpty: () => false
    })
  }

  return {
    read: (signal) => {
      const now = clock.now()
      if (asked === undefined || Math.abs(now - asked.at) > goodForMs) {
        const answer = ask(signal)
        asked = { at: now, answer }
        answer.catch(() => {
          asked = undefined
        })
      }
      return asked.answer
    }
  }
}

/** What one person watched. */
export const viewingsOf = (history: History, personId: string): readonly KeptViewing[] =>
  history.kind === 'silent' ? [] : history.value.filter((row) => row.personId === personId)

/** What a member has seen: the library tells the owner's views, for others there is history alone. */
export const seenBy = ({ person }: { readonly person: Person }, history: History): HasSeen => {
  if (person.kind === 'owner') return ({ viewCount }) => viewCount > 0
  const seen = seenIn(viewingsOf(history, person.id))
  return ({ ratingKey }) => seen.has(ratingKey)
}
