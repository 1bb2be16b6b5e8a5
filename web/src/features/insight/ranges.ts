/** How far back the page may look. */

/** Days. */
export const ranges = [7, 30, 90, 366] as const
/** One of them. */
export type Days = (typeof ranges)[number]

/** What stands in the address, or a month. */
export const daysIn = (search: Readonly<Record<string, unknown>>): { readonly days?: Days } => {
  const found = ranges.find((range) => range === search['days'])
  return found === undefined ? {} : { days: found }
}
