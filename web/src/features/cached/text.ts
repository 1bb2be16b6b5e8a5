/** Every word about what lies on the pool because of us. */
import { inLanguage } from '../../ui/words/language.ts'
import { counted } from '../../ui/words/numbers.ts'

const english = {
  newest: 'Newest on the pool',
  all: 'All titles',
  count: (units: number, size: string) => `${counted(units, 'title', 'titles')} · ${size}`,
  files: (files: number) => counted(files, 'file', 'files'),
  showFiles: (title: string) => `Files of ${title.slice(0, 120)}`,
  on: 'On the pool since',
  played: 'Played at',
  stored: 'Stored at',
  original: 'Original',
  originals: {
    keep: 'stays at its place on the array',
    backup: 'parked beside its place on the array',
    remove: 'copied back to the array when it goes home'
  },
  state: {
    complete: '',
    partial: 'Only some of its files are on the pool',
    orphan: 'Changed by somebody else; please look'
  },
  noneNotSet: 'Nothing is cached, because Plex is not set up.',
  noneNotSetNext: 'Sign in to Plex, or set PLEX_URL and PLEX_TOKEN; then runs bring in what people are about to watch.',
  none: 'Nothing is cached yet.',
  noneNext: 'What people are about to watch is brought in by the next run. “Preview” shows what it would do.'
}

const german: typeof english = {
  newest: 'Zuletzt auf den Pool gekommen',
  all: 'Alle Titel',
  count: (units, size) => `${counted(units, 'Titel', 'Titel')} · ${size}`,
  files: (files) => counted(files, 'Datei', 'Dateien'),
  showFiles: (title) => `Dateien von ${title.slice(0, 120)}`,
  on: 'Auf dem Pool seit',
  played: 'Abgespielt von',
  stored: 'Gespeichert in',
  original: 'Original',
  originals: {
    keep: 'bleibt an seinem Ort im Array',
    backup: 'liegt neben seinem Ort im Array',
    remove: 'wird bei der Heimkehr ins Array zurückkopiert'
  },
  state: {
    complete: '',
    partial: 'Nur ein Teil der Dateien ist auf dem Pool',
    orphan: 'Von jemand anderem geändert; bitte ansehen'
  },
  noneNotSet: 'Nichts ist zwischengespeichert, weil Plex nicht eingerichtet ist.',
  noneNotSetNext: 'Bei Plex anmelden, oder PLEX_URL und PLEX_TOKEN setzen; dann holen Läufe, was bald angesehen wird.',
  none: 'Noch ist nichts zwischengespeichert.',
  noneNext: 'Was bald angesehen wird, holt der nächste Lauf. „Vorschau“ zeigt, was er täte.'
}

export const cachedText = inLanguage({ en: english, de: german })
