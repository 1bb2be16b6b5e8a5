/** What of the library is shown, as it stands in the address: so that a reload, a bookmark and the way back keep it. */
import {
  type LibraryKind,
  type LibraryOrder,
  type LibraryState,
  libraryKinds,
  libraryOrders,
  libraryStates
} from '@pcu/contract'

/** All of it may be left out. */
export interface LibrarySearch {
  readonly text?: string
  readonly state?: LibraryState
  readonly kind?: LibraryKind
  readonly section?: string
  readonly person?: string
  readonly reason?: string
  readonly pinned?: 'yes' | 'no'
  readonly order?: LibraryOrder
  readonly reversed?: 'yes'
}

type Given = Readonly<Record<string, unknown>>

const words = (given: Given, name: string, most: number): string | undefined => {
  const value = given[name]
  return typeof value === 'string' && value !== '' ? value.slice(0, most) : undefined
}

const oneOf = <Value extends string>(given: Given, name: string, values: readonly Value[]): Value | undefined =>
  values.find((value) => value === given[name])

/** Takes what it knows; what it does not is left out, never an error: addresses are typed by hand, and grow old. */
export const librarySearch = (given: Given): LibrarySearch => {
  const [text, section] = [words(given, 'text', 200), words(given, 'section', 100)]
  const [person, reason] = [words(given, 'person', 300), words(given, 'reason', 100)]
  const [state, kind] = [oneOf(given, 'state', libraryStates), oneOf(given, 'kind', libraryKinds)]
  const [pinned, order] = [oneOf(given, 'pinned', ['yes', 'no']), oneOf(given, 'order', libraryOrders)]
  const reversed = oneOf(given, 'reversed', ['yes'])
  return {
    ...(text === undefined ? {} : { text }),
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(section === undefined ? {} : { section }),
    ...(person === undefined ? {} : { person }),
    ...(reason === undefined ? {} : { reason }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(order === undefined ? {} : { order }),
    ...(reversed === undefined ? {} : { reversed })
  }
}

/** The facets, in the order in which they are shown. */
export const facetNames = ['state', 'kind', 'section', 'person', 'reason', 'pinned'] as const
export type FacetName = (typeof facetNames)[number]

/** The same with one value chosen, or taken back. */
export const narrowed = (search: LibrarySearch, name: FacetName, value: string | undefined): LibrarySearch => {
  const { [name]: _was, ...rest } = search
  return librarySearch(value === undefined ? { ...rest } : { ...rest, [name]: value })
}

/** The same without any facet and without words; the order stays. */
export const widened = ({ order, reversed }: LibrarySearch): LibrarySearch => librarySearch({ order, reversed })
