/** Reads answers that were kept as JSON; what was written by another version, or damaged, is as if it had never been. */

import type { DeckEntry } from './on-deck.ts'
import type { Viewing } from './rebuilt-deck.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** Every entry of a list as it must be, or nothing at all. */
const listOf =
  <Entry>(read: (raw: Readonly<Record<string, unknown>>) => Entry | undefined) =>
  (kept: unknown): readonly Entry[] | undefined => {
    if (!Array.isArray(kept)) return undefined
    const entries = kept.map((raw: unknown) => (isRecord(raw) ? read(raw) : undefined))
    return entries.every((entry) => entry !== undefined) ? entries : undefined
  }

/** A deck. */
export const readKeptDeck = listOf<DeckEntry>(({ ratingKey, viewOffsetMs, lastViewedAt }) =>
  typeof ratingKey === 'string' && isNumber(viewOffsetMs)
    ? { ratingKey, viewOffsetMs, lastViewedAt: isNumber(lastViewedAt) ? lastViewedAt : undefined }
    : undefined
)

/** A viewing with who it was. */
export interface KeptViewing extends Viewing {
  readonly personId: string
}

/** A history. */
export const readKeptHistory = listOf<KeptViewing>(({ ratingKey, personId, viewedAt }) =>
  typeof ratingKey === 'string' && typeof personId === 'string' && isNumber(viewedAt)
    ? { ratingKey, personId, viewedAt }
    : undefined
)
