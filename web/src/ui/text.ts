/** Words that no single feature owns. */
import { count } from './words/numbers.ts'

export const uiText = {
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
  close: 'Close',
  dismiss: 'Dismiss'
}
