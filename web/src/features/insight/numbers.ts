/** The few shapes in which the figures of this page are written. */
import { locale } from '../../ui/words/language.ts'

const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })

/** "78.3 %", from percent. */
export const percentText = (percent: number): string => percents.format(percent / 100)

const formatters = new Map<string, Intl.DateTimeFormat>()

/** "14 Nov", in the zone of the server. */
export const shortDay = (at: number, timeZone: string): string => {
  const known =
    formatters.get(timeZone) ?? new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' })
  formatters.set(timeZone, known)
  return known.format(at)
}
