/** What was chosen for each person: whether their on deck and their watchlist count, and how many episodes ahead. */
import { EPISODES_AHEAD } from '@pcu/contract'
import type { Ahead } from '#core/wants/next-episodes.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Memory } from '#ports/store.ts'

/** One person's choices. */
export interface Preference {
  readonly onDeck: boolean
  readonly watchlist: boolean
  /** Episodes after the one on their deck; absent while NUMBER_EPISODES says it. */
  readonly episodes?: number | undefined
}

/** A new choice. What is left out stays; `episodes` of null goes back to NUMBER_EPISODES. */
export interface PreferenceChange {
  readonly onDeck?: boolean | undefined
  readonly watchlist?: boolean | undefined
  readonly episodes?: number | null | undefined
}

/** Choices by person; whoever was never chosen for counts with both, as far ahead as everybody. */
export interface Preferences {
  /** Reads what was kept; before the first `of`. */
  load(): Promise<void>
  of(personId: string): Preference
  /** Keeps a choice beside those that stand; of two at the same time neither undoes the other. */
  change(personId: string, choice: PreferenceChange): Promise<void>
}

const memoryName = 'people.preferences'
const both: Preference = { onDeck: true, watchlist: true }

const isEpisodes = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= EPISODES_AHEAD.min && value <= EPISODES_AHEAD.max

/** A number that nobody could have chosen is left out alone: the switches beside it still say who does not count. */
const preferenceOf = (value: unknown): Preference | undefined => {
  if (typeof value !== 'object' || value === null || !('onDeck' in value) || !('watchlist' in value)) return undefined
  const { onDeck, watchlist } = value
  if (typeof onDeck !== 'boolean' || typeof watchlist !== 'boolean') return undefined
  const episodes = 'episodes' in value && isEpisodes(value.episodes) ? value.episodes : undefined
  return { onDeck, watchlist, episodes }
}

const readAll = (text: string | undefined): ReadonlyMap<string, Preference> => {
  const parsed = keptJson(text)
  if (typeof parsed !== 'object' || parsed === null) return new Map()
  return new Map(
    Object.entries(parsed).flatMap(([personId, value]) => {
      const preference = preferenceOf(value)
      return preference === undefined ? [] : [[personId, preference] as const]
    })
  )
}

const changed = (before: Preference, { onDeck, watchlist, episodes }: PreferenceChange): Preference => ({
  onDeck: onDeck ?? before.onDeck,
  watchlist: watchlist ?? before.watchlist,
  episodes: episodes === undefined ? before.episodes : (episodes ?? undefined)
})

/** Keeps choices in the memory. */
export const createPreferences = (memory: Memory): Preferences => {
  let chosen: ReadonlyMap<string, Preference> | undefined
  const of = (personId: string): Preference => chosen?.get(personId) ?? both
  const load = async (): Promise<void> => {
    if (chosen !== undefined) return
    const text = await memory.get(memoryName)
    // Somebody else may have read it meanwhile, and a choice been made on top.
    chosen ??= readAll(text)
  }
  return {
    load,
    of,
    change: async (personId, choice) => {
      await load()
      // Nothing is awaited between reading what stands and putting the choice beside it.
      chosen = new Map(chosen).set(personId, changed(of(personId), choice))
      await memory.set(memoryName, JSON.stringify(Object.fromEntries(chosen)))
    }
  }
}

/** How far to look ahead for somebody, where the household looks this far. */
export const aheadFor = ({ episodes }: Preference, household: Ahead): Ahead =>
  episodes === undefined ? household : { ...household, episodes, isOwnChoice: true }
