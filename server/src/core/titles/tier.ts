/** How well words that somebody typed fit the words of a name. */

/** 0: it is one of them; 1: one of them begins with it; 2: it is within one of them. */
export const tiers = [0, 1, 2] as const
export type Tier = (typeof tiers)[number]

/** Two letters are within too much; two signs of a script that writes no gaps between words are a word. */
export const isTelling = (asked: string): boolean => asked.length > 2 || /[^\p{Script=Latin}\p{N}]/u.test(asked)

/** How well one asked word fits these; undefined when it does not. */
export const tierOf = (asked: string, words: ReadonlySet<string>): Tier | undefined => {
  if (words.has(asked)) return 0
  let isWithin = false
  for (const word of words) {
    if (word.startsWith(asked)) return 1
    isWithin ||= word.includes(asked)
  }
  return isWithin && isTelling(asked) ? 2 : undefined
}
