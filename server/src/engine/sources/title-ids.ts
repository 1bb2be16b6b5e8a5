/** The ids by which a saved title is looked for. Plex's own is enough for modern libraries; for old agents other services' ids are fetched once a month. */
import { guidKey, guidKeys } from '#core/model/guid.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import type { Secret } from '#core/model/secret.ts'
import type { KeptTitle } from '#core/wants/kept-watchlist.ts'
import type { SavedTitle } from '#core/wants/watchlist.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { WantQuestion } from '#ports/want-source.ts'
import type { LastGood } from './last-good.ts'

/** Finds ids. */
export interface TitleIds {
  /** Never fails: what cannot be asked is looked for by what is known. */
  find(titles: readonly KeptTitle[], question: WantQuestion): Promise<readonly SavedTitle[]>
  /** Asks for nothing more. */
  close(): Promise<void>
}

/** What is needed. */
export interface TitleIdsDeps {
  readonly cloud: Pick<PlexCloud, 'externalIds'>
  readonly lastGood: LastGood
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
export const createTitleIds = ({ cloud, lastGood, token }: TitleIdsDeps): TitleIds => {
  const question = { name: 'title-ids', read: readIds, isEmpty: () => false }
  const stop = new AbortController()
  let learning: Promise<void> | undefined

  const learn = async (unknown: readonly string[], known: Ids): Promise<void> => {
    const asking = await token()
    if (asking === undefined) return
    await lastGood.ask<Ids>({
      ...question,
      ask: async () => {
        const found = await cloud.externalIds(asking, unknown, stop.signal)
        return { ...known, ...Object.fromEntries(unknown.map((guid) => [guid, found.get(guid) ?? []])) }
      }
    })
  }

  const begin = (unknown: readonly string[], known: Ids): void => {
    if (unknown.length === 0 || learning !== undefined || stop.signal.aborted) return
    learning = learn(unknown, known).finally(() => {
      learning = undefined
    })
  }

  return {
    find: async (titles, { library, now }) => {
      if (library.hasForeignIds !== true) return titles.map((title) => savedOf(title, {}))
      const kept = await lastGood.kept(question)
      const known = kept === undefined || Math.abs(now - kept.at) > goodForMs ? {} : kept.value
      const missing = titles.filter((title) => !isHere(title, library)).map(({ guid }) => guid)
      begin(missing.filter((guid) => known[guid] === undefined).slice(0, mostAtOnce), known)
      return titles.map((title) => savedOf(title, known))
    },
    close: async () => {
      stop.abort()
      await learning?.catch(() => undefined)
    }
  }
}
