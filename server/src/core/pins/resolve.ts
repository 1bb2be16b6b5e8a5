/** From a pin to what it holds in the library as it is now: follows a title that was matched anew, and a version that was replaced. */
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import type { PlexPath } from '#core/model/place.ts'
import type { Pin } from './pin.ts'

/** What is known beside the library. */
export interface PinQuestion {
  readonly library: LibraryIndex
  /** Sections that could not be read this time. */
  readonly unread: readonly string[]
  /** The server that answers; undefined while it is not known. */
  readonly server: string | undefined
}

/**
 * What a pin holds. gone: a complete answer of Plex does not know it; unknown: nobody can say, as while its section does not answer.
 * `ratingKey` and `showKey` are the present ones; `isReplaced`: the pinned version is not there any more, and the whole title is held in its place.
 */
export type PinHold =
  | {
      readonly state: 'found'
      readonly items: readonly LibraryItem[]
      readonly ratingKey: string
      readonly showKey: string | undefined
      readonly file: PlexPath | undefined
      readonly isReplaced: boolean
    }
  | { readonly state: 'gone' }
  | { readonly state: 'unknown' }

type Found = Extract<PinHold, { state: 'found' }>

const isOfShow = ({ kind }: Pin): boolean => kind === 'season' || kind === 'show'

/** Keys that the title has now by its ids: in its own section when it is there, and only when one alone has them. */
const followed = (pin: Pin, library: LibraryIndex): string | undefined => {
  const find = library.itemsByGuid ?? (() => [])
  const keys = [...new Set(pin.guids.flatMap((guid) => find(guid)))]
  const sectionOf = (key: string): string | undefined => (library.item(key) ?? library.episodesOf(key)[0])?.sectionId
  const there = keys.filter((key) => sectionOf(key) !== undefined)
  const near = there.filter((key) => sectionOf(key) === pin.sectionId)
  const [one, ...others] = near.length > 0 ? near : there
  return others.length === 0 ? one : undefined
}

const ofShow = (pin: Pin, showKey: string | undefined, library: LibraryIndex): Found | undefined => {
  if (showKey === undefined) return undefined
  const episodes = library.episodesOf(showKey)
  const items = pin.season === undefined ? episodes : episodes.filter(({ season }) => season === pin.season)
  if (items.length === 0) return undefined
  return { state: 'found', items, ratingKey: showKey, showKey, file: undefined, isReplaced: false }
}

const ofItem = (pin: Pin, item: LibraryItem | undefined): Found | undefined => {
  if (item === undefined) return undefined
  const isThere = item.versions.some(({ parts }) => parts[0]?.file === pin.file)
  const isReplaced = pin.file !== undefined && !isThere
  const file = isThere ? pin.file : undefined
  return { state: 'found', items: [item], ratingKey: item.ratingKey, showKey: item.showKey, file, isReplaced }
}

const inShow = ({ season, episode }: Pin, showKey: string | undefined, library: LibraryIndex) => {
  if (showKey === undefined) return undefined
  const same = library.episodesOf(showKey).filter((one) => one.season === season && one.episode === episode)
  return same.length === 1 ? same[0] : undefined
}

/** The one item that holds the pinned version's file, whatever its key is now. */
const byFile = ({ file }: Pin, library: LibraryIndex): LibraryItem | undefined => {
  const items = file === undefined ? [] : library.itemsAt(file)
  return items.length === 1 ? items[0] : undefined
}

const byKey = (pin: Pin, library: LibraryIndex): Found | undefined =>
  isOfShow(pin) ? ofShow(pin, pin.ratingKey, library) : ofItem(pin, library.item(pin.ratingKey))

const byIds = (pin: Pin, library: LibraryIndex, isHere: boolean): Found | undefined => {
  const key = followed(pin, library)
  if (isOfShow(pin)) return ofShow(pin, key, library)
  if (pin.episode === undefined)
    return ofItem(pin, (key === undefined ? undefined : library.item(key)) ?? byFile(pin, library))
  const ofOldShow = isHere ? inShow(pin, pin.showKey, library) : undefined
  return ofItem(pin, ofOldShow ?? inShow(pin, key, library) ?? byFile(pin, library))
}

/** What the pin holds now. A ratingKey of another server says nothing; then the ids alone count. */
export const resolvePin = (pin: Pin, { library, unread, server }: PinQuestion): PinHold => {
  const isHere = pin.server === undefined || server === undefined || pin.server === server
  const found = (isHere ? byKey(pin, library) : undefined) ?? byIds(pin, library, isHere)
  if (found !== undefined) return found
  return library.size === 0 || unread.length > 0 ? { state: 'unknown' } : { state: 'gone' }
}
