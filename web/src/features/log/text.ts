/** Every word about the log. */
import type { LogComponent, LogLevel } from '@pcu/contract'
import { inLanguage } from '../../ui/words/language.ts'
import { count, counted } from '../../ui/words/numbers.ts'
import type { Span } from './filters.ts'

const english = {
  title: 'Lines',
  shown: (lines: number, total: number) =>
    lines === total ? counted(total, 'line', 'lines') : `${count(lines)} of ${counted(total, 'line', 'lines')}`,
  lines: 'Lines of the log, oldest first',
  filters: 'What is shown',
  level: 'Level',
  anyLevel: 'Every level',
  atLeast: (word: string) => `${word} and louder`,
  levels: {
    DEBUG: 'Debug',
    INFO: 'Info',
    WARNING: 'Warning',
    ERROR: 'Error',
    CRITICAL: 'Critical'
  } satisfies Record<LogLevel, string>,
  quiet: (word: string) => `Quieter than ${word} is not written: LOG_LEVEL says so.`,
  component: 'About',
  anyComponent: 'Everything',
  components: {
    program: 'Program',
    run: 'Runs',
    decision: 'Decisions',
    move: 'Moves',
    source: 'Sources',
    playback: 'Playback',
    problem: 'Problems',
    access: 'Access',
    request: 'Requests',
    earlier: 'Before the last start'
  } satisfies Record<LogComponent, string>,
  since: 'Since',
  anySince: 'The beginning',
  spans: { '15m': '15 minutes ago', '1h': 'An hour ago', '24h': '24 hours ago' } satisfies Record<Span, string>,
  text: 'Text',
  textPlaceholder: 'a title, a path, a word',
  run: (id: number) => `Run ${id}`,
  onlyRun: (id: number) => `Only lines of run ${id}`,
  request: (id: string) => `Request ${id}`,
  onlyRequest: (id: string) => `Only lines of request ${id}`,
  drop: (what: string) => `Drop the filter “${what}”`,
  clear: 'Drop all filters',
  pause: 'Pause',
  goOn: 'Go on',
  held: (lines: number) => `Paused. ${counted(lines, 'new line', 'new lines')} so far.`,
  download: 'Download',
  older: 'Show older lines',
  fresh: (lines: number) => (lines === 0 ? 'To the newest line' : counted(lines, 'new line', 'new lines')),
  copy: 'Copy this line',
  copied: 'Copied',
  all: (letters: number) => `Show all ${count(letters)} letters`,
  leftOut: (letters: number) => `${counted(letters, 'letter', 'letters')} more in the file.`,
  none: 'No line fits these filters.',
  empty: 'Nothing has been written yet.',
  emptyNext: 'A run writes what it decides and does; start one on the dashboard.'
}

const german: typeof english = {
  title: 'Zeilen',
  shown: (lines, total) =>
    lines === total ? counted(total, 'Zeile', 'Zeilen') : `${count(lines)} von ${counted(total, 'Zeile', 'Zeilen')}`,
  lines: 'Zeilen des Protokolls, die ältesten zuerst',
  filters: 'Was gezeigt wird',
  level: 'Stufe',
  anyLevel: 'Jede Stufe',
  atLeast: (word) => `${word} und lauter`,
  levels: { DEBUG: 'Einzelheit', INFO: 'Hinweis', WARNING: 'Warnung', ERROR: 'Fehler', CRITICAL: 'Ernst' },
  quiet: (word) => `Leiseres als ${word} wird nicht geschrieben: So will es LOG_LEVEL.`,
  component: 'Worüber',
  anyComponent: 'Alles',
  components: {
    program: 'Programm',
    run: 'Läufe',
    decision: 'Entscheidungen',
    move: 'Bewegungen',
    source: 'Quellen',
    playback: 'Wiedergabe',
    problem: 'Probleme',
    access: 'Zugang',
    request: 'Anfragen',
    earlier: 'Vor dem letzten Start'
  },
  since: 'Seit',
  anySince: 'Von Anfang an',
  spans: { '15m': 'Vor 15 Minuten', '1h': 'Vor einer Stunde', '24h': 'Vor 24 Stunden' },
  text: 'Text',
  textPlaceholder: 'ein Titel, ein Pfad, ein Wort',
  run: (id) => `Lauf ${id}`,
  onlyRun: (id) => `Nur Zeilen von Lauf ${id}`,
  request: (id) => `Anfrage ${id}`,
  onlyRequest: (id) => `Nur Zeilen der Anfrage ${id}`,
  drop: (what) => `Filter „${what}“ aufheben`,
  clear: 'Alle Filter aufheben',
  pause: 'Anhalten',
  goOn: 'Weiter',
  held: (lines) => `Angehalten. Bisher ${counted(lines, 'neue Zeile', 'neue Zeilen')}.`,
  download: 'Herunterladen',
  older: 'Ältere Zeilen zeigen',
  fresh: (lines) => (lines === 0 ? 'Zur neuesten Zeile' : counted(lines, 'neue Zeile', 'neue Zeilen')),
  copy: 'Diese Zeile kopieren',
  copied: 'Kopiert',
  all: (letters) => `Alle ${count(letters)} Zeichen zeigen`,
  leftOut: (letters) => `${counted(letters, 'weiteres Zeichen', 'weitere Zeichen')} in der Datei.`,
  none: 'Keine Zeile passt zu diesen Filtern.',
  empty: 'Noch ist nichts geschrieben.',
  emptyNext: 'Ein Lauf schreibt, was er entscheidet und tut; auf der Übersicht beginnt einer.'
}

export const logsText = inLanguage({ en: english, de: german })
