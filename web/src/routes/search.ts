/** What stands behind the `?` of an address: plain words, so that people can read and share it. */

/** Every name once; the last value counts. */
export const readSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

const wordOf = (value: unknown): string => (typeof value === 'string' || Number.isFinite(value) ? String(value) : '')

/** Only what is a text or a number, and not empty. */
export const writeSearch = (search: Readonly<Record<string, unknown>>): string => {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) if (wordOf(value) !== '') words.set(name, wordOf(value))
  const text = words.toString()
  return text === '' ? '' : `?${text}`
}

/** As much as the server takes. */
const mostLetters = 2000

/** On every page: the title of which it is told why it is where it is. */
export interface PageSearch {
  readonly why?: string
}

/** Takes what is meant for every page. */
export const pageSearch = ({ why }: Readonly<Record<string, unknown>>): PageSearch =>
  typeof why === 'string' && why !== '' ? { why: why.slice(0, mostLetters) } : {}
