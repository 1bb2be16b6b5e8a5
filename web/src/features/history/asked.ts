/** From the filters of the address to what the server is asked. */
import type { HistoryFilters } from './filters.ts'

/** Rows of one page. */
export const rowsShown = 25

const DAY_MS = 86_400_000

/** How far the clocks of a zone are ahead of Greenwich at a moment, milliseconds. */
const aheadOf = (at: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' }
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value ?? 0)
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return there - Math.floor(at / 1000) * 1000
}

/** The first moment of a day in a zone, epoch milliseconds; days on which clocks are changed are longer or shorter. */
export const beginOf = (day: string, timeZone: string): number => {
  const there = Date.parse(`${day}T00:00:00Z`)
  const near = there - aheadOf(there, timeZone)
  return there - aheadOf(near, timeZone)
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)

/** What narrows the list, also for the file. */
export const narrowing = ({ kind, person, text, day }: HistoryFilters, timeZone: string): Record<string, string> => ({
  ...(kind === undefined ? {} : { kind }),
  ...(person === undefined ? {} : { person }),
  ...(text === undefined ? {} : { text }),
  ...(day === undefined ? {} : { from: String(beginOf(day, timeZone)), until: String(beginOf(nextDay(day), timeZone)) })
})

/** The page that is looked at. */
export const windowOf = ({ page = 1 }: HistoryFilters): Record<string, string> => ({
  offset: String((page - 1) * rowsShown),
  limit: String(rowsShown)
})
