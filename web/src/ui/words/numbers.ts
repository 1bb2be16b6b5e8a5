/** Numbers, sizes, lengths of time and moments for people, in the language of the page. */
import { formatBytes, formatDuration } from '@pcu/contract'
import { inLanguage, locale } from './language.ts'

const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

/** A number of things: "10,000". */
export const count = (amount: number): string => numbers.format(amount)

/** "1 title", "12 titles". */
export const counted = (amount: number, one: string, many: string): string =>
  `${count(amount)} ${amount === 1 ? one : many}`

const words = inLanguage({
  en: { day: 'day', days: 'days', unknown: 'unknown' },
  de: { day: 'Tag', days: 'Tage', unknown: 'unbekannt' }
})

/** The units are the same everywhere; the numbers and the few words are not. */
const said = (text: string): string =>
  text.replace(/\d+(\.\d+)?/gu, (number) => count(Number(number))).replace(/days?|unknown/gu, (word) => wordFor(word))

const wordFor = (word: string): string => {
  if (word === 'unknown') return words.unknown
  return word === 'day' ? words.day : words.days
}

/** "42 GB", "3.9 KB": decimal units, as disks are sold. */
export const sizeText = (amount: number): string => said(formatBytes(amount))

/** "2 min", "3 h 20 min", "5 days". */
export const durationText = (ms: number): string => said(formatDuration(ms))

type Look = 'moment' | 'clock' | 'time' | 'day'

const looks: Readonly<Record<Look, Intl.DateTimeFormatOptions>> = {
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  clock: { timeStyle: 'medium' },
  time: { timeStyle: 'short' },
  day: { dateStyle: 'full' }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs far more than using it. */
const inZone = (look: Look, at: number, timeZone: string): string => {
  const name = `${look} ${timeZone}`
  const known = formatters.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone, ...looks[look] })
  formatters.set(name, known)
  return known.format(at)
}

/** Date and time of day in the given zone. */
export const momentText = (at: number, timeZone: string): string => inZone('moment', at, timeZone)

/** The time of day to the second. */
export const clockText = (at: number, timeZone: string): string => inZone('clock', at, timeZone)

/** The day of the week with its date. */
export const dayText = (at: number, timeZone: string): string => inZone('day', at, timeZone)

/** The time of day, to the minute. */
export const timeText = (at: number, timeZone: string): string => inZone('time', at, timeZone)

const dayNumber = (at: number, timeZone: string): number =>
  Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)) / 86_400_000

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase(locale) + word.slice(1)

/** "Today", "Tomorrow", then the day of the week with its date. */
export const dayAhead = (
  at: number,
  { today, timeZone }: { readonly today: number; readonly timeZone: string }
): string => {
  const ahead = dayNumber(at, timeZone) - dayNumber(today, timeZone)
  if (ahead < 0 || ahead > 1) return dayText(at, timeZone)
  return capital(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(ahead, 'day'))
}
