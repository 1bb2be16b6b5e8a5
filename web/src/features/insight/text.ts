/** Every word of the page about what the cache brought. */
import type { DiskState, MissReason } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'

/** Plays of one day. */
interface DayPlays {
  readonly pool: number
  readonly array: number
  readonly other: number
}

const english = {
  range: 'How far back',
  ranges: { 7: '7 days', 30: '30 days', 90: '90 days', 366: '1 year' },
  table: 'Show as a table',
  hideTable: 'Hide the table',
  tableOf: (title: string) => `${title}, as a table`,
  point: 'Look at a day',
  moment: 'Look at a moment',
  none: 'Nothing yet',
  unknownPercent: 'not told',
  day: 'Day',
  time: 'Time',
  plays: {
    title: 'Where plays came from',
    none: 'No play has been seen in this time.',
    noneMore: 'They are seen while the watcher listens to Plex. What was played before that is not guessed.',
    since: (day: string) => `Counted since ${day}.`,
    pool: 'From the pool',
    array: 'From the array',
    other: 'Elsewhere or unknown',
    sum: (plays: number, pool: number, array: number) =>
      `${counted(plays, 'play', 'plays')}: ${count(pool)} from the pool, ${count(array)} from the array.`,
    bytes: (size: string) => `${size} of films and episodes were served from the pool.`,
    spared: (plays: number) => `${counted(plays, 'play', 'plays')} left a disk asleep that was known to be asleep.`,
    onDay: (day: string, { pool, array, other }: DayPlays) =>
      `${day}: ${count(pool)} from the pool, ${count(array)} from the array${other === 0 ? '' : `, ${count(other)} elsewhere or unknown`}`
  },
  rate: {
    title: 'Hit rate',
    about: 'Of the plays of the seven days that end with each day, how many came from the pool.',
    line: 'Hit rate of seven days',
    now: (percent: string) => `${percent} of the plays in this time came from the pool.`,
    before: (now: string, before: string) => `The last 7 days: ${now}; the 7 days before: ${before}.`,
    tooFew: (least: number, plays: number) =>
      `A rate of fewer than ${count(least)} plays would say nothing. There were ${count(plays)} from pool and array in this time.`,
    tooFewADay: (least: number) => `No seven days held ${count(least)} plays, so there is no line to draw.`,
    onDay: (day: string, percent: string) => `${day}: ${percent}`
  },
  misses: {
    title: 'Why plays did not come from the pool',
    none: 'Every play that could come from the pool did.',
    nonePlayed: 'Nothing was played from the array in this time.',
    sum: (plays: number, most: string) => `${counted(plays, 'miss', 'misses')}; most often: ${most}.`,
    reason: 'Reason',
    plays: 'Plays',
    names: {
      'never-predicted': 'Never predicted',
      evicted: 'Gone home before',
      'too-late': 'Still on the way',
      'no-room': 'No room',
      'person-excluded': 'Person left out',
      'held-back': 'Held back',
      unknown: 'Nothing planned yet'
    } satisfies Record<MissReason, string>,
    about: {
      'never-predicted': 'Nobody was expected to play it.',
      evicted: 'It had been on the pool and went home in the 30 days before.',
      'too-late': 'It was to be brought and had not come.',
      'no-room': 'It was wanted, and nothing fitted.',
      'person-excluded': 'Nothing is brought for whoever played it.',
      'held-back': 'It was wanted, and a rule, an error or the test mode kept it.',
      unknown: 'It was played before the first plan.'
    } satisfies Record<MissReason, string>,
    newest: 'The newest of them',
    title_: 'Title',
    person: 'Person',
    disk: 'Its disk'
  },
  cache: {
    title: 'How full the pool was',
    none: 'One look at the pool is kept at the end of every run, at most one an hour. A line needs two.',
    used: 'Used by us',
    limit: 'Limit',
    titles: 'Titles',
    sum: (size: string, titles: string) => `At the last look ${titles} with ${size} lay there because of us.`,
    ofLimit: (limit: string) => `The limit was ${limit}.`,
    noLimit: 'There was no limit of our own.',
    onMoment: (moment: string, size: string, titles: string) => `${moment}: ${size}, ${titles}`,
    titlesOf: (units: number) => counted(units, 'title', 'titles')
  },
  sections: {
    title: 'How much of each library lies on the pool',
    unread: 'The library was not read since the program began; the next run reads it.',
    none: 'Plex lists no library.',
    section: 'Library',
    pool: 'On the pool',
    all: 'Altogether',
    share: 'Share',
    of: (pool: string, all: string, share: string) => `${pool} of ${all} (${share})`
  },
  disks: {
    title: 'Whether disks sleep',
    about:
      'Read from what Unraid and the kernel keep in memory; no disk is woken to ask. A line shows the last 24 hours.',
    none: 'The disks of the array are known after the first run.',
    unknownHere: 'This host does not say of any disk whether it sleeps. Nothing is guessed.',
    disk: 'Disk',
    state: 'State',
    since: 'Since',
    from: 'From',
    states: {
      awake: 'Awake',
      asleep: 'Asleep',
      quiet: 'Quiet',
      flash: 'Does not turn',
      unknown: 'Not known on this host'
    } satisfies Record<DiskState, string>,
    about_: {
      awake: 'It turns.',
      asleep: 'It stands still.',
      quiet: 'Nothing was read or written for a quarter of an hour; whether it sleeps is not known on this host.',
      flash: 'It has no platter that could stand still.',
      unknown: 'The host does not tell.'
    } satisfies Record<DiskState, string>,
    spoken: (path: string, state: string, course: string) => `${path}: ${state}. Last 24 hours: ${course}.`,
    lasting: (state: string, length: string) => `${state} for ${length}`
  }
}

const german: typeof english = {
  range: 'Wie weit zurück',
  ranges: { 7: '7 Tage', 30: '30 Tage', 90: '90 Tage', 366: '1 Jahr' },
  table: 'Als Tabelle zeigen',
  hideTable: 'Tabelle schließen',
  tableOf: (title) => `${title}, als Tabelle`,
  point: 'Einen Tag ansehen',
  moment: 'Einen Zeitpunkt ansehen',
  none: 'Noch nichts',
  unknownPercent: 'keine Angabe',
  day: 'Tag',
  time: 'Zeit',
  plays: {
    title: 'Woher Wiedergaben kamen',
    none: 'In dieser Zeit war keine Wiedergabe zu sehen.',
    noneMore: 'Sie sind zu sehen, solange der Beobachter auf Plex hört. Was davor lief, wird nicht geraten.',
    since: (day) => `Gezählt seit ${day}.`,
    pool: 'Vom Pool',
    array: 'Vom Array',
    other: 'Anderswo oder unbekannt',
    sum: (plays, pool, array) =>
      `${counted(plays, 'Wiedergabe', 'Wiedergaben')}: ${count(pool)} vom Pool, ${count(array)} vom Array.`,
    bytes: (size) => `${size} an Filmen und Folgen kamen vom Pool.`,
    spared: (plays) =>
      `${counted(plays, 'Wiedergabe ließ', 'Wiedergaben ließen')} eine Platte schlafen, die bekanntermaßen schlief.`,
    onDay: (day, { pool, array, other }) =>
      `${day}: ${count(pool)} vom Pool, ${count(array)} vom Array${other === 0 ? '' : `, ${count(other)} anderswo oder unbekannt`}`
  },
  rate: {
    title: 'Trefferquote',
    about: 'Wie viele Wiedergaben der sieben Tage, die mit jedem Tag enden, vom Pool kamen.',
    line: 'Trefferquote über sieben Tage',
    now: (percent) => `${percent} der Wiedergaben dieser Zeit kamen vom Pool.`,
    before: (now, before) => `Die letzten 7 Tage: ${now}; die 7 Tage davor: ${before}.`,
    tooFew: (least, plays) =>
      `Eine Quote aus weniger als ${count(least)} Wiedergaben würde nichts sagen. In dieser Zeit waren es ${count(plays)} von Pool und Array.`,
    tooFewADay: (least) => `Keine sieben Tage hatten ${count(least)} Wiedergaben, darum gibt es keine Linie.`,
    onDay: (day, percent) => `${day}: ${percent}`
  },
  misses: {
    title: 'Warum Wiedergaben nicht vom Pool kamen',
    none: 'Jede Wiedergabe, die vom Pool kommen konnte, kam von dort.',
    nonePlayed: 'In dieser Zeit kam nichts vom Array.',
    sum: (plays, most) => `${counted(plays, 'Fehlgriff', 'Fehlgriffe')}; am häufigsten: ${most}.`,
    reason: 'Grund',
    plays: 'Wiedergaben',
    names: {
      'never-predicted': 'Nicht vorhergesehen',
      evicted: 'Schon heimgekehrt',
      'too-late': 'Noch unterwegs',
      'no-room': 'Kein Platz',
      'person-excluded': 'Person ausgenommen',
      'held-back': 'Zurückgehalten',
      unknown: 'Noch nichts geplant'
    },
    about: {
      'never-predicted': 'Niemand hat erwartet, dass es läuft.',
      evicted: 'Es lag auf dem Pool und kehrte in den 30 Tagen davor heim.',
      'too-late': 'Es sollte geholt werden und war noch nicht da.',
      'no-room': 'Es war erwünscht, und nichts passte mehr.',
      'person-excluded': 'Für diese Person wird nichts geholt.',
      'held-back': 'Es war erwünscht, und eine Regel, ein Fehler oder der Testmodus hielt es zurück.',
      unknown: 'Es lief vor dem ersten Plan.'
    },
    newest: 'Die neuesten davon',
    title_: 'Titel',
    person: 'Person',
    disk: 'Die Platte'
  },
  cache: {
    title: 'Wie voll der Pool war',
    none: 'Am Ende jedes Laufs wird ein Blick auf den Pool festgehalten, höchstens einer je Stunde. Eine Linie braucht zwei.',
    used: 'Von uns belegt',
    limit: 'Grenze',
    titles: 'Titel',
    sum: (size, titles) => `Beim letzten Blick lagen unseretwegen ${titles} mit ${size} dort.`,
    ofLimit: (limit) => `Die Grenze war ${limit}.`,
    noLimit: 'Eine eigene Grenze gab es nicht.',
    onMoment: (moment, size, titles) => `${moment}: ${size}, ${titles}`,
    titlesOf: (units) => counted(units, 'Titel', 'Titel')
  },
  sections: {
    title: 'Wie viel jeder Bibliothek auf dem Pool liegt',
    unread: 'Die Bibliothek wurde seit dem Start nicht gelesen; der nächste Lauf liest sie.',
    none: 'Plex führt keine Bibliothek.',
    section: 'Bibliothek',
    pool: 'Auf dem Pool',
    all: 'Insgesamt',
    share: 'Anteil',
    of: (pool, all, share) => `${pool} von ${all} (${share})`
  },
  disks: {
    title: 'Ob Platten schlafen',
    about:
      'Gelesen aus dem, was Unraid und der Kernel im Speicher halten; keine Platte wird für die Frage geweckt. Ein Streifen zeigt die letzten 24 Stunden.',
    none: 'Die Platten des Arrays sind nach dem ersten Lauf bekannt.',
    unknownHere: 'Dieser Host sagt von keiner Platte, ob sie schläft. Geraten wird nicht.',
    disk: 'Platte',
    state: 'Zustand',
    since: 'Seit',
    from: 'Ab',
    states: {
      awake: 'Wach',
      asleep: 'Schläft',
      quiet: 'Still',
      flash: 'Dreht sich nicht',
      unknown: 'Auf diesem Host nicht bekannt'
    },
    about_: {
      awake: 'Sie dreht sich.',
      asleep: 'Sie steht still.',
      quiet:
        'Seit einer Viertelstunde wurde nichts gelesen oder geschrieben; ob sie schläft, ist auf diesem Host nicht bekannt.',
      flash: 'Sie hat keine Scheibe, die stillstehen könnte.',
      unknown: 'Der Host sagt es nicht.'
    },
    spoken: (path, state, course) => `${path}: ${state}. Letzte 24 Stunden: ${course}.`,
    lasting: (state, length) => `${state} für ${length}`
  }
}

export const insightText = inLanguage({ en: english, de: german })
