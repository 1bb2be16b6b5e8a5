/** How far back the page may look. */

/** Days. */
export const ranges = [7, 30, 90, 366] as const
/** One of them. */
export type Days = (typeof ranges)[number]

const month: Days = 30

/** What stands in the address; nothing for a month. */
export const rangeIn = ({ days }: Readonly<Record<string, unknown>>): { readonly days?: string } =>
  ranges.some((range) => String(range) === days) ? { days: String(days) } : {}

/** How far back that is. */
export const daysIn = (search: Readonly<Record<string, unknown>>): Days =>
  ranges.find((range) => String(range) === search['days']) ?? month
