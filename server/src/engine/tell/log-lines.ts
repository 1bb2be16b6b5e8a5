/** Finds the lines that somebody asks for among those that are kept. */
import { type LogLine, type LogPage, type LogQuery, lineMatcher } from '@pcu/contract'

/** The newest `limit` that fit, before `before` when that is given. `lines`: oldest first. */
export const chooseLines = (
  lines: readonly LogLine[],
  { before, limit, ...filter }: LogQuery
): Pick<LogPage, 'lines' | 'total' | 'more' | 'lastId'> => {
  const fitting = lines.filter(lineMatcher(filter))
  const older = before === undefined ? fitting : fitting.filter(({ id }) => id < before)
  return {
    lines: older.slice(-limit),
    total: fitting.length,
    more: older.length > limit,
    lastId: lines.at(-1)?.id ?? 0
  }
}
