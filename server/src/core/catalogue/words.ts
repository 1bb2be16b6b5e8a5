/** Finds rows of the catalogue by what people type, as titles are found everywhere: accents, case and order do not matter. */
import { readQuery, type TitleQuery } from '#core/titles/query.ts'
import { isTelling } from '#core/titles/tier.ts'
import type { Columns } from './columns.ts'

/** Whether a row fits. */
type Fits = (row: number) => boolean

const everything: Fits = () => true

const holds = (haystack: string, word: string): boolean =>
  haystack.includes(` ${word}`) || (isTelling(word) && haystack.includes(word))

const reading = ({ words, season, episode }: TitleQuery, columns: Columns): Fits => {
  const { haystacks, seasons, episodes } = columns
  return (row) =>
    (season === undefined || seasons[row] === season) &&
    (episode === undefined || episodes[row] === episode) &&
    words.every((word) => holds(haystacks[row] ?? '', word))
}

/** What fits a text: every word begins one of the row's, or stands within one. Blank text fits everything, text without a word nothing. */
export const fitsText = (text: string, columns: Columns): Fits => {
  const asked = text.trim()
  if (asked === '') return everything
  const key = /^key:(\S+)$/iu.exec(asked)?.[1]
  if (key !== undefined) return (row) => columns.keys[row] === key
  const readings = readQuery(asked).map((query) => reading(query, columns))
  return (row) => readings.some((fits) => fits(row))
}
