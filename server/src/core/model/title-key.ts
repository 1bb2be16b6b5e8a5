/** The last way to recognise a title: its name and year, written so that spelling does not matter and everything else does. */

/** What the key is made of. */
export interface Titled {
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
}

/** `title:movie:the harbour:2001`; undefined without a year, because names alone are shared too often. */
export const titleKey = ({ type, title, year }: Titled): string | undefined => {
  if (year === undefined) return undefined
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return plain === '' ? undefined : `title:${type}:${plain}:${year}`
}
