/** A public list at Trakt as people write it: `user/list`, its address, its number, or `user/watchlist`. */

/** Which list. */
export type TraktListAddress =
  | { readonly kind: 'list'; readonly user: string; readonly slug: string }
  | { readonly kind: 'numbered'; readonly id: number }
  | { readonly kind: 'watchlist'; readonly user: string }

const SLUG = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/u
const NUMBER = /^[1-9]\d{0,11}$/u
const ADDRESS = /^(?:https?:\/\/)?(?:www\.|app\.)?trakt\.tv\/([^?#]+)/iu

/** `me` is whoever holds a token, which a public list has none of. */
const isUser = (text: string): boolean => SLUG.test(text) && text.toLowerCase() !== 'me'

const ofUser = (user: string, name: string): TraktListAddress | undefined => {
  if (!(isUser(user) && SLUG.test(name))) return undefined
  return name === 'watchlist' ? { kind: 'watchlist', user } : { kind: 'list', user, slug: name }
}

const ofAddress = (parts: readonly string[]): TraktListAddress | undefined => {
  const [area, second = '', third = '', fourth = ''] = parts
  if (area === 'lists') return parts.length === 2 && NUMBER.test(second) ? numbered(second) : undefined
  if (area !== 'users') return undefined
  if (third === 'watchlist' && parts.length === 3) return ofUser(second, third)
  return third === 'lists' && parts.length === 4 ? ofUser(second, fourth) : undefined
}

const numbered = (text: string): TraktListAddress => ({ kind: 'numbered', id: Number(text) })

const partsOf = (text: string): readonly string[] => text.split('/').filter((part) => part !== '')

/** Reads one; undefined when it is none. */
export function traktListOf(text: string): TraktListAddress | undefined {
  const trimmed = text.trim()
  const path = ADDRESS.exec(trimmed)?.[1]
  if (path !== undefined) return ofAddress(partsOf(path))
  if (NUMBER.test(trimmed)) return numbered(trimmed)
  const parts = partsOf(trimmed)
  const [user = '', name = ''] = parts
  return parts.length === 2 ? ofUser(user, name) : undefined
}

/** The shortest way to write it, so that equal lists are equal texts. */
export function traktListText(address: TraktListAddress): string {
  if (address.kind === 'numbered') return String(address.id)
  return `${address.user}/${address.kind === 'watchlist' ? 'watchlist' : address.slug}`
}
