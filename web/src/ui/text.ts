/** Words that no single feature owns. */
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
  themeSwitch: (now: string, next: string) => `Theme: ${now}. Switch to: ${next}`,
  to: 'to',
  close: 'Close',
  dismiss: 'Dismiss'
}

const numbers = new Intl.NumberFormat('en')

/** A number of things: "10,000". */
export function count(amount: number): string {
  return numbers.format(amount)
}

/** "1 title", "12 titles". */
export const counted = (amount: number, one: string, many: string): string =>
  `${count(amount)} ${amount === 1 ? one : many}`
