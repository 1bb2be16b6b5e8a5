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

/** What has come of the rows, and why some may not. */
export interface Rows {
  readonly rowAt: RowAt
  /** Why a window could not be had; null while none failed. */
  readonly error: Error | null
  readonly retry: () => void
}

/** The rows from one position to another, and that of the one in focus, wherever it is. */
export const useRows = (search: LibrarySearch, [first, last]: readonly [number, number], current: number): Rows => {
  const from = Math.floor(Math.max(0, first) / WINDOW)
  const inSight = Array.from({ length: Math.floor(Math.max(0, last) / WINDOW) - from + 1 }, (_, n) => from + n)
  const windows = [...new Set([...inSight, Math.floor(current / WINDOW)])]
  return useQueries({
    queries: windows.map((window) => windowQuery(search, window)),
    combine: (answers) => {
      const pages = new Map<number, LibraryPage | undefined>(windows.map((window, n) => [window, answers[n]?.data]))
      const failed = answers.filter(({ isError }) => isError)
      return {
        rowAt: (position: number) => pages.get(Math.floor(position / WINDOW))?.rows[position % WINDOW],
        error: failed[0]?.error ?? null,
        retry: () => {
          for (const { refetch } of failed) void refetch()
        }
      }
    }
  })
}
