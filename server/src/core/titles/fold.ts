/** Titles as people type them: accents, case and punctuation do not matter. */

/** Letters that no normal form takes apart. */
const letters: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i']
])

const isPlain = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

const unaccented = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/gu, (letter) => letters.get(letter) ?? letter)

/** The words of a text, folded: `Schitt’s Creek & Ça` becomes `schitts creek and ca`. */
export const foldedWords = (text: string): readonly string[] => {
  const plain = isPlain(text) ? text.toLowerCase() : unaccented(text)
  const words = plain
    .replaceAll('&', ' and ')
    .replace(/['’ʼ`]/gu, '')
    .match(/[\p{L}\p{N}]+/gu)
  return words ?? []
}
