/** Lists that are stored as JSON text. */

/** A stored list of text; what is not text is left out. */
export const strings = (stored: string): readonly string[] => {
  const parsed: unknown = JSON.parse(stored)
  return Array.isArray(parsed) ? parsed.filter((entry): entry is string => typeof entry === 'string') : []
}

/** A stored list of numbers; what is no number is left out. */
export const numbers = (stored: string): readonly number[] => {
  const parsed: unknown = JSON.parse(stored)
  return Array.isArray(parsed) ? parsed.filter((entry): entry is number => typeof entry === 'number') : []
}
