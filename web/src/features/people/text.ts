/** Every word about the people of the household. */
import type { LibraryState } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'People',
  count: (people: number, counting: number) =>
    people === counting
      ? counted(people, 'person', 'people')
      : `${counted(people, 'person', 'people')}, ${counting} count`,
  kinds: { owner: 'owner of the server', home: 'Plex Home', managed: 'managed, Plex Home', friend: 'friend' },
  idle: 'Idle',
  idleMeans: 'Has watched nothing for a long time, so nothing is asked for until they watch again.',
  seen: 'Watched',
  neverSeen: 'Not seen watching yet',
  onDeck: 'On deck',
  watchlist: 'Watchlist',
  counts: (what: string, name: string) => `${what} of ${name} counts`,
  heard: 'Last heard',
  notHeard: 'Not asked since the program was started.',
  silent: 'Does not answer',
  stands: 'What it said last goes on to count:',
  nothingKnown: 'Nothing is known of it, so nothing goes home because of it.',
  pin: (name: string) => `PIN of ${name}`,
  pinWanted: (name: string) => `Plex asks for the PIN of ${name} before it shows what they watch and wish for.`,
  pinRefused: (name: string) => `Plex does not take the PIN that is kept for ${name}. Enter it again.`,
  pinKept: 'Their PIN is kept, encrypted.',
  pinForm: 'Four to eight digits',
  keepPin: 'Keep the PIN',
  forgetPin: 'Forget the PIN',
  forgetPinOf: (name: string) => `Forget the PIN of ${name}`,
  refused: (name: string) => `What you chose for ${name} was refused.`,
  known: 'How they are known',
  unknown: 'Nobody is known by this address. They may have left the household, or the address may be mistyped.',
  back: 'To everybody',
  open: (name: string) => `Everything about ${name}`,
  episodes: {
    label: 'Episodes ahead',
    of: (name: string) => `Episodes ahead for ${name}`,
    means: 'After the one on their deck; counts from the next run on.',
    asEverybody: 'As for everybody (NUMBER_EPISODES)',
    many: (number: number, shown: string) => (number === 0 ? 'Only the one on deck' : shown),
    notYours: 'You may look, but not choose for others.'
  },
  titles: {
    wants: 'What they want now',
    wantsNone: 'The last plan knew no wish of theirs.',
    onPool: (titles: number, size: string) => `${counted(titles, 'title', 'titles')} of it on the pool, ${size}`,
    rank: (rank: string) => `#${rank}`,
    noVerdict: 'Nothing was decided about it yet.',
    states: {
      cached: 'On the pool',
      partly: 'Partly on the pool',
      moving: 'On its way',
      waiting: 'Comes next',
      strange: 'Needs a look',
      array: 'On the array'
    } satisfies Record<LibraryState, string>
  },
  none: 'Nobody is known yet.',
  noneNext: 'Who watches is learnt from Plex with the next run.',
  noneNotSet: 'Nobody is known, because Plex is not set up.',
  alone:
    'Nobody besides the owner is known. Members of the Plex Home and friends come with the first run after signing in, unless USERS_TOGGLE=false leaves them out.'
}

const german: typeof english = {
  title: 'Personen',
  count: (people, counting) =>
    people === counting
      ? counted(people, 'Person', 'Personen')
      : `${counted(people, 'Person', 'Personen')}, ${counting} zählen`,
  kinds: { owner: 'Besitzer des Servers', home: 'Plex Home', managed: 'verwaltet, Plex Home', friend: 'befreundet' },
  idle: 'Untätig',
  idleMeans: 'Hat lange nichts angesehen; bis dahin wird nichts gefragt.',
  seen: 'Angesehen',
  neverSeen: 'Noch nicht beim Ansehen bemerkt',
  onDeck: 'Als Nächstes',
  watchlist: 'Merkliste',
  counts: (what, name) => `${what} von ${name} zählt`,
  heard: 'Zuletzt gehört',
  notHeard: 'Seit dem Start des Programms nicht gefragt.',
  silent: 'Antwortet nicht',
  stands: 'Was zuletzt gesagt wurde, zählt weiter:',
  nothingKnown: 'Nichts ist davon bekannt; deshalb geht deswegen nichts heim.',
  pin: (name) => `PIN von ${name}`,
  pinWanted: (name) => `Plex fragt nach der PIN von ${name}, bevor es zeigt, was angesehen und gewünscht wird.`,
  pinRefused: (name) => `Plex nimmt die aufbewahrte PIN von ${name} nicht an. Bitte neu eingeben.`,
  pinKept: 'Die PIN ist verschlüsselt aufbewahrt.',
  pinForm: 'Vier bis acht Ziffern',
  keepPin: 'PIN aufbewahren',
  forgetPin: 'PIN vergessen',
  forgetPinOf: (name) => `PIN von ${name} vergessen`,
  refused: (name) => `Was für ${name} gewählt wurde, ist abgelehnt.`,
  known: 'Woher sie bekannt sind',
  unknown:
    'Unter dieser Adresse ist niemand bekannt. Vielleicht gehört die Person nicht mehr dazu, oder die Adresse ist vertippt.',
  back: 'Zu allen',
  open: (name) => `Alles über ${name}`,
  episodes: {
    label: 'Folgen im Voraus',
    of: (name) => `Folgen im Voraus für ${name}`,
    means: 'Nach der, die als Nächstes dran ist; gilt ab dem nächsten Lauf.',
    asEverybody: 'Wie für alle (NUMBER_EPISODES)',
    many: (number, shown) => (number === 0 ? 'Nur die nächste selbst' : shown),
    notYours: 'Du darfst zusehen, aber nicht für andere wählen.'
  },
  titles: {
    wants: 'Was jetzt gewünscht ist',
    wantsNone: 'Der letzte Plan kannte keinen Wunsch.',
    onPool: (titles, size) => `davon ${counted(titles, 'Titel', 'Titel')} auf dem Pool, ${size}`,
    rank: (rank) => `#${rank}`,
    noVerdict: 'Darüber ist noch nichts entschieden.',
    states: {
      cached: 'Auf dem Pool',
      partly: 'Zum Teil auf dem Pool',
      moving: 'Unterwegs',
      waiting: 'Kommt als Nächstes',
      strange: 'Bitte ansehen',
      array: 'Im Array'
    }
  },
  none: 'Noch ist niemand bekannt.',
  noneNext: 'Wer ansieht, sagt Plex beim nächsten Lauf.',
  noneNotSet: 'Niemand ist bekannt, weil Plex nicht eingerichtet ist.',
  alone:
    'Außer dem Besitzer ist niemand bekannt. Mitglieder des Plex Home und Freunde kommen mit dem ersten Lauf nach dem Anmelden, außer USERS_TOGGLE=false lässt sie weg.'
}

export const peopleText = inLanguage({ en: english, de: german })
