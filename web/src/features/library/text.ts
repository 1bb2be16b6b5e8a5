/** Every word of the library's list. */
import type { LibraryKind, LibraryOrder, LibraryState } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'

const states: Readonly<Record<LibraryState, string>> = {
  cached: 'On the pool',
  partly: 'Partly on the pool',
  moving: 'On its way',
  waiting: 'Comes next',
  strange: 'Needs a look',
  array: 'On the array'
}
const kinds: Readonly<Record<LibraryKind, string>> = { movie: 'Films', episode: 'Episodes' }
const orders: Readonly<Record<LibraryOrder, string>> = {
  title: 'By title',
  rank: 'Most wanted',
  cached: 'Newest on the pool',
  added: 'Newest in Plex',
  size: 'Largest'
}

const english = {
  title: 'All titles',
  total: (titles: number, size: string) => `${counted(titles, 'title', 'titles')} · ${size}`,
  search: 'Search titles, like “harbour s02e03”',
  order: 'Order',
  orders,
  turn: 'Turn the order around',
  states,
  allStates: 'All',
  kinds,
  filters: 'Filters',
  filtersSet: (set: number) => `Filters, ${set} set`,
  facets: {
    state: 'Where it is',
    kind: 'Kind',
    section: 'Library',
    person: 'Wanted by',
    reason: 'Reason',
    pinned: 'Pinned'
  },
  pinnedIs: { yes: 'Pinned', no: 'Not pinned' },
  noValues: 'Nothing to choose from.',
  clear: 'Clear all filters',
  clearOne: (name: string) => `Without: ${name}`,
  show: (titles: number) => `Show ${counted(titles, 'title', 'titles')}`,
  list: 'Titles of the library',
  keys: 'Arrow keys go from title to title, Enter tells why, / goes to the search.',
  noMatch: 'No title fits.',
  noMatchMore: 'Fewer words or fewer filters find more.',
  empty: 'Plex lists no film and no episode.',
  emptyMore: 'Have Plex scan its libraries; the next run reads them.',
  notRead: 'The library is not known yet.',
  asPlexTold: 'As Plex told',
  old: 'Plex does not answer; this is what it told last:',
  unread: (names: string) => `Not read the last time: ${names}. What is shown of it may be old.`,
  sizeUnknown: 'Size unknown',
  played: (names: string) => `Played by ${names}`,
  wanted: (names: string) => `For ${names}`,
  more: (people: number) => `and ${count(people)} more`,
  rank: (rank: number) => `Place ${count(rank)}`,
  unlisted: 'Plex does not list it any more',
  seen: 'Watched',
  pin: (title: string) => `Pin ${title}`,
  unpin: (title: string) => `Take the pin off ${title}`,
  heldBy: (title: string) => `${title} is held by the pin of its season or show; open it to see which`,
  mayNot: 'Your account may look, but not pin.',
  unknownShow: 'Unknown show',
  untitled: 'Untitled',
  loadingRow: 'Loading',
  failed: 'These titles could not be loaded.'
}

const german: typeof english = {
  title: 'Alle Titel',
  total: (titles, size) => `${counted(titles, 'Titel', 'Titel')} · ${size}`,
  search: 'Titel suchen, etwa „Hafen s02e03“',
  order: 'Reihenfolge',
  orders: {
    title: 'Nach Titel',
    rank: 'Am meisten gewünscht',
    cached: 'Zuletzt auf den Pool gekommen',
    added: 'Zuletzt in Plex gekommen',
    size: 'Größte'
  },
  turn: 'Reihenfolge umkehren',
  states: {
    cached: 'Auf dem Pool',
    partly: 'Zum Teil auf dem Pool',
    moving: 'Unterwegs',
    waiting: 'Kommt als Nächstes',
    strange: 'Bitte ansehen',
    array: 'Im Array'
  },
  allStates: 'Alle',
  kinds: { movie: 'Filme', episode: 'Folgen' },
  filters: 'Filter',
  filtersSet: (set) => `Filter, ${set} gesetzt`,
  facets: {
    state: 'Wo es liegt',
    kind: 'Art',
    section: 'Bibliothek',
    person: 'Gewünscht von',
    reason: 'Grund',
    pinned: 'Angeheftet'
  },
  pinnedIs: { yes: 'Angeheftet', no: 'Nicht angeheftet' },
  noValues: 'Nichts zur Auswahl.',
  clear: 'Alle Filter entfernen',
  clearOne: (name) => `Ohne: ${name}`,
  show: (titles) => `${counted(titles, 'Titel', 'Titel')} zeigen`,
  list: 'Titel der Bibliothek',
  keys: 'Pfeiltasten gehen von Titel zu Titel, Eingabe sagt warum, / geht zur Suche.',
  noMatch: 'Kein Titel passt.',
  noMatchMore: 'Weniger Wörter oder weniger Filter finden mehr.',
  empty: 'Plex führt keinen Film und keine Folge.',
  emptyMore: 'Plex die Bibliotheken einlesen lassen; der nächste Lauf liest sie.',
  notRead: 'Die Bibliothek ist noch nicht bekannt.',
  asPlexTold: 'Stand von Plex',
  old: 'Plex antwortet nicht; das hat es zuletzt gesagt:',
  unread: (names) => `Zuletzt nicht gelesen: ${names}. Was davon gezeigt wird, kann alt sein.`,
  sizeUnknown: 'Größe unbekannt',
  played: (names) => `Gerade bei ${names}`,
  wanted: (names) => `Für ${names}`,
  more: (people) => `und ${count(people)} weitere`,
  rank: (rank) => `Platz ${count(rank)}`,
  unlisted: 'Plex führt es nicht mehr',
  seen: 'Gesehen',
  pin: (title) => `${title} anheften`,
  unpin: (title) => `${title} nicht mehr anheften`,
  heldBy: (title) => `${title} ist mit Staffel oder Serie angeheftet; öffnen zeigt, womit`,
  mayNot: 'Dieses Konto darf ansehen, aber nicht anheften.',
  unknownShow: 'Unbekannte Serie',
  untitled: 'Ohne Titel',
  loadingRow: 'Wird geladen',
  failed: 'Diese Titel ließen sich nicht laden.'
}

export const libraryText = inLanguage({ en: english, de: german })
