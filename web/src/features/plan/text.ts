/** Every word about plans and decisions. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'Last plan',
  nothingMoved: 'Nothing was moved; this is what would happen.',
  madeBy: {
    start: 'made at the start',
    schedule: 'made by the schedule',
    plex: 'made because of Plex',
    pool: 'made because something changed on the pool',
    trakt: 'made because a list at Trakt changed',
    button: 'asked for here',
    command: 'asked for on the command line'
  },
  none: 'No plan has been made yet.',
  noneNext: '“Preview” makes one and changes nothing.',
  empty: 'There was nothing to decide.',
  actions: {
    promote: 'Brought in',
    evict: 'Goes home',
    keep: 'Stays on the pool',
    leave: 'Left where it is'
  },
  would: {
    promote: 'Would be brought in',
    evict: 'Would go home',
    keep: 'Would stay on the pool',
    leave: 'Would be left where it is'
  },
  total: (units: number, size: string) => `${counted(units, 'title', 'titles')} · ${size}`,
  titles: (units: number) => counted(units, 'title', 'titles'),
  unknownSome: 'and some of unknown size',
  sizeUnknown: 'size unknown',
  files: (files: number) => counted(files, 'file', 'files'),
  showGroup: (name: string) => `Show: ${name}`,
  refusedBy: 'Refused by',
  score: 'Rank',
  review: {
    apply: 'Apply this plan…',
    title: 'Apply this plan?',
    title1: 'title',
    titles: 'titles',
    comes: (amount: string) => `${amount} to the pool`,
    goesHome: (amount: string) => `${amount} home to the array`,
    mended: (amount: string) => `${amount} put in order`,
    settled: (amount: string) => `${amount} cleared up after somebody else changed them`,
    nothing: 'Nothing would be moved.',
    asShown: 'What the preview shows is done.',
    exactly: 'Exactly this is done. If anything has changed since, nothing is moved and you are shown the new plan.',
    until: (moment: string) => `A plan is good for a day: this one until ${moment}.`,
    no: 'Leave everything as it is',
    yes: 'Apply the plan',
    notYours: 'You may look at plans, not apply them.'
  }
}

const german: typeof english = {
  title: 'Letzter Plan',
  nothingMoved: 'Nichts wurde bewegt; das würde geschehen.',
  madeBy: {
    start: 'beim Start gemacht',
    schedule: 'vom Zeitplan gemacht',
    plex: 'wegen Plex gemacht',
    pool: 'gemacht, weil sich auf dem Pool etwas geändert hat',
    trakt: 'gemacht, weil sich eine Liste bei Trakt geändert hat',
    button: 'hier verlangt',
    command: 'auf der Befehlszeile verlangt'
  },
  none: 'Noch wurde kein Plan gemacht.',
  noneNext: '„Vorschau“ macht einen und ändert nichts.',
  empty: 'Es gab nichts zu entscheiden.',
  actions: {
    promote: 'Geholt',
    evict: 'Geht heim',
    keep: 'Bleibt auf dem Pool',
    leave: 'Bleibt, wo es ist'
  },
  would: {
    promote: 'Würde geholt',
    evict: 'Ginge heim',
    keep: 'Bliebe auf dem Pool',
    leave: 'Bliebe, wo es ist'
  },
  total: (units, size) => `${counted(units, 'Titel', 'Titel')} · ${size}`,
  titles: (units) => counted(units, 'Titel', 'Titel'),
  unknownSome: 'und einige von unbekannter Größe',
  sizeUnknown: 'Größe unbekannt',
  files: (files) => counted(files, 'Datei', 'Dateien'),
  showGroup: (name) => `Zeigen: ${name}`,
  refusedBy: 'Abgelehnt von',
  score: 'Rang',
  review: {
    apply: 'Diesen Plan ausführen …',
    title: 'Diesen Plan ausführen?',
    title1: 'Titel',
    titles: 'Titel',
    comes: (amount) => `${amount} auf den Pool`,
    goesHome: (amount) => `${amount} heim aufs Array`,
    mended: (amount) => `${amount} in Ordnung gebracht`,
    settled: (amount) => `${amount} bereinigt, nachdem jemand anders sie geändert hat`,
    nothing: 'Nichts würde bewegt.',
    asShown: 'Was die Vorschau zeigt, wird getan.',
    exactly: 'Genau das wird getan. Hat sich seither etwas geändert, wird nichts bewegt, und du siehst den neuen Plan.',
    until: (moment) => `Ein Plan gilt einen Tag: dieser bis ${moment}.`,
    no: 'Alles lassen, wie es ist',
    yes: 'Plan ausführen',
    notYours: 'Du darfst Pläne ansehen, aber nicht ausführen.'
  }
}

export const planText = inLanguage({ en: english, de: german })
