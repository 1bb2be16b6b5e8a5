/** Finds a pin by what people type: its number, a ratingKey, a path, or words as they find a title. Asks nobody, so a pin is found whose title Plex has forgotten. */
import type { Pin } from '@pcu/contract'
import { foldedWords } from '#core/titles/fold.ts'
import { readQuery, type TitleQuery } from '#core/titles/query.ts'
import { type Tier, tierOf, tiers } from '#core/titles/tier.ts'

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** A season is a pin's own; an episode stands in its name. */
const isNumbered = ({ season, episode }: TitleQuery, pin: Pin, words: readonly string[]): boolean => {
  if (season === undefined) return true
  if (episode === undefined) return pin.kind === 'season' && pin.season === season
  return words.includes(`s${twoDigits(season)}e${twoDigits(episode)}`)
}

const tierIn = (pin: Pin, query: TitleQuery): Tier | undefined => {
  const words = foldedWords(pin.title)
  if (!isNumbered(query, pin, words)) return undefined
  const found = query.words.map((word) => tierOf(word, new Set(words)))
  return tiers.find((tier) => found.every((one) => one !== undefined && one <= tier))
}

const byWords = (text: string, pins: readonly Pin[]): readonly Pin[] => {
  const readings = readQuery(text)
  const all = pins.map((pin) => ({ pin, fits: readings.map((query) => tierIn(pin, query)) }))
  const best = tiers.find((tier) => all.some(({ fits }) => fits.includes(tier)))
  return best === undefined ? [] : all.filter(({ fits }) => fits.includes(best)).map(({ pin }) => pin)
}

const byKey = (text: string, pins: readonly Pin[]): readonly Pin[] => {
  const [, key, season] = /^key:(\S+?)(?:\s+s(\d{1,4}))?$/iu.exec(text) ?? []
  return pins.filter((pin) => pin.ratingKey === key && (season === undefined || pin.season === Number(season)))
}

const isWhole = (text: string, { title }: Pin): boolean => foldedWords(text).join(' ') === foldedWords(title).join(' ')

/** Every pin that fits; one alone when it is meant by its number or by its whole name. */
export const pinsMeant = (text: string, pins: readonly Pin[]): readonly Pin[] => {
  const asked = text.trim()
  const numbered = pins.filter(({ id }) => String(id) === asked)
  if (numbered.length > 0) return numbered
  if (/^key:/iu.test(asked)) return byKey(asked, pins)
  const files = pins.filter(({ file }) => file === asked)
  if (files.length > 0) return files
  const found = byWords(asked, pins)
  const whole = found.filter((pin) => isWhole(asked, pin))
  return whole.length === 1 ? whole : found
}
