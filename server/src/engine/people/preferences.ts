/** What was chosen for each person: whether their on deck and their watchlist count. */
import { keptJson } from '#kit/kept-json.ts'
import type { Memory } from '#ports/store.ts'

/** One person's choices. */
export interface Preference {
  readonly onDeck: boolean
  readonly watchlist: boolean
}

/** Choices by person; whoever was never chosen for counts with both. */
export interface Preferences {
  /** Reads what was kept; before the first `of`. */
  load(): Promise<void>
  of(personId: string): Preference
  set(personId: string, preference: Preference): Promise<void>
}

const memoryName = 'people.preferences'
const both: Preference = { onDeck: true, watchlist: true }

const isPreference = (value: unknown): value is Preference =>
  typeof value === 'object' &&
  value !== null &&
  'onDeck' in value &&
  typeof value.onDeck === 'boolean' &&
  'watchlist' in value &&
  typeof value.watchlist === 'boolean'

const readAll = (text: string | undefined): ReadonlyMap<string, Preference> => {
  const parsed = keptJson(text)
  if (typeof parsed !== 'object' || parsed === null) return new Map()
  return new Map(Object.entries(parsed).filter((entry): entry is [string, Preference] => isPreference(entry[1])))
}

/** Keeps choices in the memory. */
export const createPreferences = (memory: Memory): Preferences => {
  let chosen: ReadonlyMap<string, Preference> | undefined
  const load = async (): Promise<void> => {
    chosen ??= readAll(await memory.get(memoryName))
  }
  return {
    load,
    of: (personId) => chosen?.get(personId) ?? both,
    set: async (personId, preference) => {
      await load()
      chosen = new Map(chosen).set(personId, preference)
      await memory.set(memoryName, JSON.stringify(Object.fromEntries(chosen)))
    }
  }
}
