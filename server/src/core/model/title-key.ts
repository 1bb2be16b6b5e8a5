/** The last way to recognise a title: its name and year, written so that spelling does not matter and everything else does. */

/** What the key is made of. */
export interface Titled {
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
}

const keyBelow = (head: string, { type, title, year }: Titled): string | undefined => {
  if (year === undefined) return undefined
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return plain === '' ? undefined : `${head}:${type}:${plain}:${year}`
}

/** `title:movie:the harbour:2001`, for what has no id of Plex's own; undefined without a year, because names alone are shared too often. */
export const titleKey = (titled: Titled): string | undefined => keyBelow('title', titled)

/** `nameless:movie:the harbour:2001`, for what has no id that other services share. */
export const namelessKey = (titled: Titled): string | undefined => keyBelow('nameless', titled)
