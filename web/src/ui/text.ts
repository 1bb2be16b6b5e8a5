/** Words that no single feature owns. */
import { inLanguage } from './words/language.ts'
import { count } from './words/numbers.ts'

const english = {
  retry: 'Try again',
  requestId: (id: string) => `Request ${id}, to find it in the log.`,
  cardBroke: 'This part of the page broke.',
  cardBrokeMore: 'The rest goes on. It is a mistake in the page; the text below helps to find it.',
  refreshFailed: 'Could not be refreshed; this is the last known state.',
  loading: 'Loading',
  page: (page: number, pages: number) => `Page ${count(page)} of ${count(pages)}`,
  rows: (first: number, last: number, of: number) => `${count(first)}–${count(last)} of ${count(of)}`,
  firstPage: 'First page',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  lastPage: 'Last page',
  ago: (length: string) => `${length} ago`,
  ahead: (length: string) => `in ${length}`,
  justNow: 'just now',
  anyMoment: 'any moment',
  theme: { dark: 'Dark', light: 'Light', auto: 'As the system' },
  themeIs: (name: string) => `Theme: ${name}`,
  themeSwitch: (now: string, next: string) => `Theme: ${now}. Switch to: ${next}`,
  to: 'to',
  why: 'Why?',
  whyOf: (title: string) => `Why? ${title}`,
  close: 'Close',
  dismiss: 'Dismiss'
}

/** „5 Tage“, aber „vor 5 Tagen“. */
const inDative = (length: string): string => length.replace(/Tage\b/u, 'Tagen')

const german: typeof english = {
  retry: 'Noch einmal versuchen',
  requestId: (id) => `Anfrage ${id}, um sie im Protokoll zu finden.`,
  cardBroke: 'Dieser Teil der Seite ist kaputt.',
  cardBrokeMore: 'Der Rest läuft weiter. Das ist ein Fehler der Seite; der Text darunter hilft, ihn zu finden.',
  refreshFailed: 'Ließ sich nicht auffrischen; das ist der letzte bekannte Stand.',
  loading: 'Wird geladen',
  page: (page, pages) => `Seite ${count(page)} von ${count(pages)}`,
  rows: (first, last, of) => `${count(first)}–${count(last)} von ${count(of)}`,
  firstPage: 'Erste Seite',
  previousPage: 'Vorige Seite',
  nextPage: 'Nächste Seite',
  lastPage: 'Letzte Seite',
  ago: (length) => `vor ${inDative(length)}`,
  ahead: (length) => `in ${inDative(length)}`,
  justNow: 'gerade eben',
  anyMoment: 'jeden Moment',
  theme: { dark: 'Dunkel', light: 'Hell', auto: 'Wie das System' },
  themeIs: (name) => `Farben: ${name}`,
  themeSwitch: (now, next) => `Farben: ${now}. Wechseln zu: ${next}`,
  to: 'nach',
  why: 'Warum?',
  whyOf: (title) => `Warum? ${title}`,
  close: 'Schließen',
  dismiss: 'Ausblenden'
}

export const uiText = inLanguage({ en: english, de: german })
