/** Every word about what happened. */
import type { HistoryKind, UndoKind } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const kinds: Record<HistoryKind, string> = {
  promoted: 'Brought to the pool',
  returned: 'Brought home',
  finished: 'Watched to the end',
  failed: 'Failed',
  'stood-back': 'Stood back',
  mended: 'Put in order',
  resolved: 'Settled',
  postponed: 'Return put off'
}

const english = {
  title: 'What happened',
  many: (rows: number) => counted(rows, 'event', 'events'),
  filters: 'Narrow the history',
  kinds,
  kind: 'What',
  anyKind: 'Everything',
  withCount: (name: string, many: string) => `${name} (${many})`,
  person: 'Person',
  anyPerson: 'Everybody',
  text: 'Title or reason',
  textPlaceholder: 'Words that must occur',
  day: 'Day',
  clear: 'Show everything',
  csv: 'As CSV',
  json: 'As JSON',
  forWhom: (people: string) => `for ${people}`,
  took: (length: string) => `took ${length}`,
  watched: (length: string) => `${length} of it`,
  run: (id: number) => `Run ${id}`,
  openRun: (id: number) => `Open run ${id}`,
  none: 'Nothing happened yet.',
  noneNext: 'Each title that comes to the pool, goes home or is watched to the end is listed here.',
  nothingFits: 'Nothing fits these filters.',
  pastTheEnd: 'The list is shorter than that.',
  inRun: 'What was done',
  inRunNone: 'Nothing was moved.',
  inRunMore: (rows: number) => `and ${counted(rows, 'more event', 'more events')}`,
  decided: 'What was decided',
  ofPerson: {
    past: 'What happened for them',
    allPast: 'All of it',
    pastNone: 'Nothing happened because of them yet.'
  },
  undo: {
    title: 'Undo this?',
    does: { home: 'Bring it home', pool: 'Put it back on the pool' } satisfies Record<UndoKind, string>,
    of: (does: string, title: string) => `${does}: ${title}`,
    onlyThis: 'Nothing else is moved, and nothing goes home for it.',
    checkedAgain: 'It is checked again before it is done; if somebody plays it, it waits.',
    undoable: 'This can be undone as well.',
    no: 'Leave it',
    notYours: 'You may look, but not give this order.'
  }
}

const german: typeof english = {
  title: 'Was geschah',
  many: (rows) => counted(rows, 'Ereignis', 'Ereignisse'),
  filters: 'Verlauf eingrenzen',
  kinds: {
    promoted: 'Auf den Pool geholt',
    returned: 'Heimgebracht',
    finished: 'Zu Ende gesehen',
    failed: 'Gescheitert',
    'stood-back': 'Zurückgestellt',
    mended: 'In Ordnung gebracht',
    resolved: 'Geklärt',
    postponed: 'Heimkehr verschoben'
  },
  kind: 'Was',
  anyKind: 'Alles',
  withCount: (name, many) => `${name} (${many})`,
  person: 'Person',
  anyPerson: 'Alle',
  text: 'Titel oder Grund',
  textPlaceholder: 'Wörter, die vorkommen müssen',
  day: 'Tag',
  clear: 'Alles zeigen',
  csv: 'Als CSV',
  json: 'Als JSON',
  forWhom: (people) => `für ${people}`,
  took: (length) => `dauerte ${length}`,
  watched: (length) => `davon ${length}`,
  run: (id) => `Lauf ${id}`,
  openRun: (id) => `Lauf ${id} öffnen`,
  none: 'Noch ist nichts geschehen.',
  noneNext: 'Jeder Titel, der auf den Pool kommt, heimgeht oder zu Ende gesehen wird, steht hier.',
  nothingFits: 'Nichts passt zu diesen Filtern.',
  pastTheEnd: 'So lang ist die Liste nicht.',
  inRun: 'Was getan wurde',
  inRunNone: 'Nichts wurde bewegt.',
  inRunMore: (rows) => `und ${counted(rows, 'weiteres Ereignis', 'weitere Ereignisse')}`,
  decided: 'Was entschieden wurde',
  ofPerson: {
    past: 'Was deswegen geschah',
    allPast: 'Alles davon',
    pastNone: 'Deswegen ist noch nichts geschehen.'
  },
  undo: {
    title: 'Rückgängig machen?',
    does: { home: 'Heimbringen', pool: 'Wieder auf den Pool' },
    of: (does, title) => `${does}: ${title}`,
    onlyThis: 'Sonst wird nichts bewegt, und nichts geht dafür heim.',
    checkedAgain: 'Vor der Tat wird es noch einmal geprüft; sieht es gerade jemand an, wartet es.',
    undoable: 'Auch das lässt sich rückgängig machen.',
    no: 'So lassen',
    notYours: 'Du darfst zusehen, aber das nicht anordnen.'
  }
}

export const historyText = inLanguage({ en: english, de: german })
