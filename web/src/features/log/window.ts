/** The part of the log that is in sight: how new lines, older ones and a fresh answer come together. Pure. */
import { type LogFilter, type LogLine, type LogPage, lineMatcher } from '@pcu/contract'

/** So many lines are kept while the newest are followed. */
export const MOST_FOLLOWED = 500
/** So many while somebody reads further up, where nothing may move under their eyes. */
export const MOST_HELD = 2000

/** What came of new lines. gap: some are missing, so that all is asked for again. */
export interface Grown {
  readonly page: LogPage
  readonly isGap: boolean
}

/** Adds lines at the end. */
export const grown = (
  page: LogPage,
  news: readonly LogLine[],
  { filter, isFollowed }: { readonly filter: LogFilter; readonly isFollowed: boolean }
): Grown => {
  const fresh = news.filter(({ id }) => id > page.lastId)
  const [first] = fresh
  if (first === undefined) return { page, isGap: false }
  const fitting = fresh.filter(lineMatcher(filter))
  const all = [...page.lines, ...fitting]
  const lines = isFollowed ? all.slice(-MOST_FOLLOWED) : all.slice(0, MOST_HELD)
  return {
    page: {
      ...page,
      lines,
      total: page.total + fitting.length,
      more: page.more || (isFollowed && all.length > MOST_FOLLOWED),
      lastId: fresh.at(-1)?.id ?? page.lastId
    },
    isGap: first.id > page.lastId + 1 || (!isFollowed && all.length > MOST_HELD)
  }
}

/** Puts older lines before. */
export const deepened = (page: LogPage, older: Pick<LogPage, 'lines' | 'more'>): LogPage => ({
  ...page,
  lines: [...older.lines.filter(({ id }) => id < (page.lines[0]?.id ?? Number.POSITIVE_INFINITY)), ...page.lines],
  more: older.more
})

/** A fresh answer; what was read further up stays only where both meet. */
export const renewed = (before: LogPage | undefined, page: LogPage): LogPage => {
  const [first] = page.lines
  if (before === undefined || first === undefined || !before.lines.some(({ id }) => id === first.id)) return page
  const older = before.lines.filter(({ id }) => id < first.id)
  return older.length === 0 ? page : { ...page, lines: [...older, ...page.lines], more: before.more }
}
