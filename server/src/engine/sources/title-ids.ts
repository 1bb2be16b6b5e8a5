/** The ids by which a saved title is looked for. Plex's own is enough for modern libraries; for old agents other services' ids are fetched once a month. */
import { guidKey, guidKeys } from '#core/model/guid.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import type { Secret } from '#core/model/secret.ts'
import type { KeptTitle } from '#core/wants/kept-watchlist.ts'
import type { SavedTitle } from '#core/wants/match-title.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { LastGood } from './last-good.ts'

/** Finds ids. */
export interface TitleIds {
  /** Never fails: what cannot be asked is looked for by what is known. Asks nothing. */
  find(titles: readonly KeptTitle[], library: LibraryIndex): Promise<readonly SavedTitle[]>
  /** Asks, beside the run, for some of what `find` did not know. After the lists were read: the same service gives both, and the lists are waited for. */
  learn(): void
  /** Waits until that has ended. */
  idle(): Promise<void>
  /** Asks for nothing more. */
  close(): Promise<void>
}

/** What is needed. */
export interface TitleIdsDeps {
  readonly cloud: Pick<PlexCloud, 'externalIds'>
  readonly lastGood: LastGood
  readonly clock: Clock
  /** The owner's account token; undefined when there is none. */
  readonly token: () => Promise<Secret | undefined>
}

type Ids = Readonly<Record<string, readonly string[]>>

/** What another service says of a title changes rarely, milliseconds. */
const goodForMs = 30 * 24 * 3_600_000
/** Titles asked about beside one run: a long list is learned over several. */
const mostAtOnce = 20

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

const readIds = (kept: unknown): Ids | undefined => {
  if (typeof kept !== 'object' || kept === null) return undefined
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, readonly string[]] => isTexts(entry[1]))
  )
}

const savedOf = ({ guid, type, title, year }: KeptTitle, ids: Ids): SavedTitle => ({
  type,
  title,
  year,
  keys: guidKeys([guid, ...(ids[guid] ?? [])], type)
})

const isHere = ({ guid, type }: KeptTitle, library: LibraryIndex): boolean => {
  const key = guidKey(guid, type)
  return key !== undefined && (library.itemsByGuid?.(key).length ?? 0) > 0
}

/**
 * A finder. Nothing is asked while every title of the library has an id of Plex's own. What is not known yet is asked for beside the run, a little at
 * a time, and counts from the next run on: nobody waits for it.
 */
export const createTitleIds = ({ cloud, lastGood, clock, token }: TitleIdsDeps): TitleIds => {
  const question = { name: 'title-ids', read: readIds, isEmpty: () => false }
  const stop = new AbortController()
  /** What the lists of a run named and nothing is known of. */
  let unknown: ReadonlySet<string> = new Set()
  let learning: Promise<void> | undefined

  /** What is known. It goes on to count when it is old: that nobody could be asked is no word that a title is not here. */
  const readKnown = async (): Promise<{ readonly ids: Ids; readonly isOld: boolean }> => {
    const kept = await lastGood.kept(question)
    if (kept === undefined) return { ids: {}, isOld: false }
    return { ids: kept.value, isOld: Math.abs(clock.now() - kept.at) > goodForMs }
  }

  const ask = async (guids: readonly string[]): Promise<void> => {
    const asking = await token()
    if (asking === undefined) return
    const { ids: known } = await readKnown()
    await lastGood.ask<Ids>({
      ...question,
      signal: stop.signal,
      ask: async () => {
        const found = await cloud.externalIds(asking, guids, stop.signal)
        return { ...known, ...Object.fromEntries(guids.map((guid) => [guid, found.get(guid) ?? []])) }
      }
    })
  }

  return {
    find: async (titles, library) => {
      if (library.hasForeignIds !== true) return titles.map((title) => savedOf(title, {}))
      const { ids: known, isOld } = await readKnown()
      const missing = titles.filter((title) => !isHere(title, library)).map(({ guid }) => guid)
      unknown = new Set([...unknown, ...missing.filter((guid) => isOld || known[guid] === undefined)])
      return titles.map((title) => savedOf(title, known))
    },
    learn: () => {
      const guids = [...unknown].slice(0, mostAtOnce)
      unknown = new Set()
      if (guids.length === 0 || learning !== undefined || stop.signal.aborted) return
      learning = ask(guids)
        .catch(() => undefined)
        .finally(() => {
          learning = undefined
        })
    },
    idle: async () => learning,
    close: async () => {
      stop.abort()
      await learning
    }
  }
}
