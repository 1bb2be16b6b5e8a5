/** Reads what somebody typed for a title: words, a season, an episode. */
import { foldedWords } from './fold.ts'

/** What was asked for. */
export interface TitleQuery {
  readonly words: readonly string[]
  readonly season?: number
  readonly episode?: number
}

const numbered: readonly RegExp[] = [
  /\bs(\d{1,4})[\s._-]*e(\d{1,4})\b/iu,
  /\b(\d{1,3})x(\d{1,3})\b/iu,
  /\bseason\s+(\d{1,4})(?:\s+episode\s+(\d{1,4}))?\b/iu,
  /\bs(\d{1,4})\b/iu
]

/** The text without its season and episode, and what they are; undefined when it names none, or a season and nothing else. */
const withNumbers = (text: string): TitleQuery | undefined => {
  for (const pattern of numbered) {
    const match = pattern.exec(text)
    if (match === null) continue
    const words = foldedWords(text.replace(match[0], ' '))
    // An episode alone is one of every show; a season alone would be all of them.
    if (words.length === 0 && match[2] === undefined) continue
    const season = Number(match[1])
    return match[2] === undefined ? { words, season } : { words, season, episode: Number(match[2]) }
  }
  return undefined
}

/** The readings of a text, most telling first: `Open Season 2` is a season of a show, or a film. */
export const readQuery = (text: string): readonly TitleQuery[] => {
  const words = foldedWords(text)
  const told = withNumbers(text)
  return [...(told === undefined ? [] : [told]), ...(words.length === 0 ? [] : [{ words }])]
}
