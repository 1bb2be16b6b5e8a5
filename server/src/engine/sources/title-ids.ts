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
/** Titles asked about in one run: a long list is learned over several. */
const mostAtOnce = 200

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

/** A finder. Nothing is asked while every title of the library has an id of Plex's own. */
export const createTitleIds = ({ cloud, lastGood, token }: TitleIdsDeps): TitleIds => {
  const question = { name: 'title-ids', read: readIds, isEmpty: () => false }

  /** One after the other, so that what one list taught is not asked again for the next, nor lost to it. */
  let last: Promise<unknown> = Promise.resolve()

  const learn = async (unknown: readonly string[], known: Ids, signal: AbortSignal): Promise<Ids> => {
    const asking = await token()
    if (unknown.length === 0 || asking === undefined) return known
    const answer = await lastGood.ask<Ids>({
      ...question,
      ask: async () => {
        const found = await cloud.externalIds(asking, unknown, signal)
        return { ...known, ...Object.fromEntries(unknown.map((guid) => [guid, found.get(guid) ?? []])) }
      }
    })
    return answer.kind === 'silent' ? known : answer.value
  }

  const findForeign: TitleIds['find'] = async (titles, { library, now, signal }) => {
    const kept = await lastGood.kept(question)
    const known = kept === undefined || Math.abs(now - kept.at) > goodForMs ? {} : kept.value
    const missing = titles.filter((title) => !isHere(title, library)).map(({ guid }) => guid)
    const unknown = missing.filter((guid) => known[guid] === undefined).slice(0, mostAtOnce)
    const ids = await learn(unknown, known, signal)
    return titles.map((title) => savedOf(title, ids))
  }

  return {
    find: (titles, wanted) => {
      if (wanted.library.hasForeignIds !== true) return Promise.resolve(titles.map((title) => savedOf(title, {})))
      const found = last.then(() => findForeign(titles, wanted))
      last = found.catch(() => undefined)
      return found
    }
  }
}
