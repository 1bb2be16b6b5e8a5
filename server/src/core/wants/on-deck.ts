/** From a person's on deck to wants: the entry itself and the episodes that follow it, in order across seasons. */
import { fullTitle, type LibraryIndex, type LibraryItem } from '#core/model/library.ts'
import type { Want } from '#core/model/want.ts'
import { type Ahead, episodesAfter, type HasSeen } from './next-episodes.ts'

/** One entry of an on deck list. Times in epoch milliseconds. */
export interface DeckEntry {
  readonly ratingKey: string
  readonly viewOffsetMs: number
  readonly lastViewedAt: number | undefined
}

/** Whose deck it is and how far ahead to look. */
export interface DeckQuestion {
  readonly entries: readonly DeckEntry[]
  readonly person: string
  readonly source: string
  readonly now: number
  readonly ahead: Ahead
  readonly hasSeen: HasSeen
  /** The list was put together from history, because Plex gives nobody the person's own. */
  readonly isRebuilt?: boolean
  /** Entries last viewed longer ago are left out (DAYS_TO_MONITOR). */
  readonly daysToMonitor: number
}

const dayMs = 86_400_000

/**
 * When the entry was last viewed: its own date, else the show's; undefined when neither is known.
 * An entry without any date counts as fresh, because a next episode never started may carry none.
 */
const lastView = (entry: DeckEntry, item: LibraryItem, library: LibraryIndex): number | undefined =>
  entry.lastViewedAt ??
  item.lastViewedAt ??
  (item.showKey === undefined ? undefined : library.lastViewOfShow(item.showKey))

const percentSeen = (entry: DeckEntry, item: LibraryItem): number | undefined => {
  if (entry.viewOffsetMs <= 0 || item.durationMs === undefined || item.durationMs <= 0) return undefined
  return Math.min(99, Math.max(1, Math.round((entry.viewOffsetMs / item.durationMs) * 100)))
}

const wantsOf = (entry: DeckEntry, question: DeckQuestion, library: LibraryIndex): readonly Want[] => {
  const item = library.item(entry.ratingKey)
  if (item === undefined) return []
  const seen = lastView(entry, item, library)
  if (seen !== undefined && question.now - seen > question.daysToMonitor * dayMs) return []
  const base = {
    kind: 'on-deck',
    person: question.person,
    source: question.source,
    chain: item.ratingKey,
    freshness: seen ?? question.now
  } as const
  const percent = percentSeen(entry, item)
  const first: Want = {
    ...base,
    ratingKey: item.ratingKey,
    distance: 0,
    ...(question.ahead.isOwnChoice === true ? { hasOwnReach: true } : {}),
    reason: {
      code: 'on-deck',
      person: question.person,
      ...(percent === undefined ? {} : { resumeAtPercent: percent }),
      ...(question.isRebuilt === true ? { rebuilt: true } : {})
    }
  }
  const after = fullTitle(item)
  const next = episodesAfter({ item, viewOffsetMs: entry.viewOffsetMs }, library, question).map(
    (episode, position): Want => ({
      ...base,
      ratingKey: episode.ratingKey,
      distance: position + 1,
      reason: { code: 'next-episode', person: question.person, ahead: position + 1, after }
    })
  )
  return [first, ...next]
}

/** Wants of one on deck list. Entries that the library does not hold are left out. */
export const onDeckWants = (question: DeckQuestion, library: LibraryIndex): readonly Want[] =>
  question.entries.flatMap((entry) => wantsOf(entry, question, library))
