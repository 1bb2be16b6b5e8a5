/** The rows of the library, window by window as they come into sight; what has left it is forgotten soon. */
import type { LibraryPage, LibraryRow } from '@pcu/contract'
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { ask } from '../../api/client.ts'
import { keys } from '../../api/queries.ts'
import type { LibrarySearch } from './search.ts'

/** Rows of one window. */
const WINDOW = 100
const FORGET_MS = 30_000

const windowQuery = (search: LibrarySearch, window: number) =>
  queryOptions({
    queryKey: [...keys.library, search, window],
    queryFn: ({ signal }) =>
      ask('library', { signal, query: { ...search, offset: String(window * WINDOW), limit: String(WINDOW) } }),
    gcTime: FORGET_MS
  })

/** How many there are, of which kinds, and how old that is; the last answer stays while a new one is under way. */
export const useHead = (search: LibrarySearch) =>
  useQuery({ ...windowQuery(search, 0), placeholderData: keepPreviousData })

/** Tells the row at a position; undefined until it has come. */
export type RowAt = (position: number) => LibraryRow | undefined

/** The rows from one position to another. */
export const useRows = (search: LibrarySearch, first: number, last: number): { rowAt: RowAt; error: Error | null } => {
  const from = Math.floor(Math.max(0, first) / WINDOW)
  const windows = Array.from({ length: Math.floor(Math.max(0, last) / WINDOW) - from + 1 }, (_, n) => from + n)
  return useQueries({
    queries: windows.map((window) => windowQuery(search, window)),
    combine: (answers) => {
      const pages = new Map<number, LibraryPage | undefined>(windows.map((window, n) => [window, answers[n]?.data]))
      return {
        rowAt: (position: number) => pages.get(Math.floor(position / WINDOW))?.rows[position % WINDOW],
        error: answers.find(({ error }) => error !== null)?.error ?? null
      }
    }
  })
}
