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

const moments = new Map<string, Intl.DateTimeFormat>()

/** Date and time of day in the given zone. Making a formatter costs far more than using it. */
export const momentText = (at: number, timeZone: string): string => {
  const known =
    moments.get(timeZone) ?? new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  moments.set(timeZone, known)
  return known.format(at)
}
