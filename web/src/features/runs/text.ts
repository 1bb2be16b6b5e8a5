/** Every word about runs. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
  title: 'Last runs',
  all: 'All runs',
  everyRun: 'Runs',
  none: 'There was no run yet.',
  noneNext: '“Run now” starts one; “Preview” shows first what it would do.',
  outcome: {
    running: 'Running',
    done: 'Done',
    partial: 'Partly done',
    skipped: 'Skipped',
    failed: 'Failed',
    stopped: 'Stopped'
  },
  trigger: {
    start: 'At start',
    schedule: 'Schedule',
    plex: 'Plex',
    pool: 'The pool',
    trakt: 'A list at Trakt',
    button: 'This page',
    command: 'Command line'
  },
  preview: 'Preview',
  in: (units: number, size: string) => `${counted(units, 'title', 'titles')} in, ${size}`,
  out: (units: number, size: string) => `${counted(units, 'title', 'titles')} home, ${size}`,
  failed: (units: number) => `${units} failed`,
  stoodBack: (units: number) => `${units} stood back`,
  nothing: 'Nothing moved',
  took: (length: string) => `took ${length}`,
  requests: (requests: number) => `${counted(requests, 'question', 'questions')} to Plex`,
  runTitle: (id: number) => `Run ${id}`
}

const german: typeof english = {
  title: 'Letzte Läufe',
  all: 'Alle Läufe',
  everyRun: 'Läufe',
  none: 'Noch gab es keinen Lauf.',
  noneNext: '„Jetzt laufen“ beginnt einen; „Vorschau“ zeigt vorher, was er täte.',
  outcome: {
    running: 'Läuft',
    done: 'Fertig',
    partial: 'Zum Teil fertig',
    skipped: 'Ausgelassen',
    failed: 'Gescheitert',
    stopped: 'Abgebrochen'
  },
  trigger: {
    start: 'Beim Start',
    schedule: 'Zeitplan',
    plex: 'Plex',
    pool: 'Der Pool',
    trakt: 'Eine Liste bei Trakt',
    button: 'Diese Seite',
    command: 'Befehlszeile'
  },
  preview: 'Vorschau',
  in: (units, size) => `${counted(units, 'Titel', 'Titel')} geholt, ${size}`,
  out: (units, size) => `${counted(units, 'Titel', 'Titel')} heim, ${size}`,
  failed: (units) => `${units} gescheitert`,
  stoodBack: (units) => `${units} zurückgestellt`,
  nothing: 'Nichts bewegt',
  took: (length) => `dauerte ${length}`,
  requests: (requests) => `${counted(requests, 'Frage', 'Fragen')} an Plex`,
  runTitle: (id) => `Lauf ${id}`
}

export const runsText = inLanguage({ en: english, de: german })
