/** Where the server is: checks PLEX_URL and PLEX_TOKEN and joins paths to the base address as text, so that a path prefix survives. */
import { Failure } from '#src/failure.ts'

/** How a person finds the token; said wherever a token is missing or refused. */
const tokenHint =
  'Sign in to Plex on the page or with "pcu sign-in", or give the token of the server\'s owner: in Plex Web open any item, choose "Get Info", "View XML", and copy the value of X-Plex-Token at the end of the address.'

const urlHint = 'Use the base address of your Plex server, for example http://192.168.1.10:32400.'

/** Where the token comes from, as a person knows it. */
export type TokenFrom = 'in PLEX_TOKEN' | 'of the sign-in'

/** What to do about a token that is missing or refused. */
export const hintFor = (from: TokenFrom): string =>
  from === 'in PLEX_TOKEN' ? tokenHint : 'Sign in to Plex again, on the page or with "pcu sign-in".'

/** A checked address. */
export interface PlexAddress {
  /** Origin and path prefix. Holds no credentials. */
  readonly base: string
  /** `http://host:port`. */
  readonly origin: string
  /** Empty, or a path without a slash at the end, such as `/plex`. */
  readonly prefix: string
  readonly host: string
  readonly secure: boolean
  readonly token: string
  /** In sentences. */
  readonly tokenFrom: TokenFrom
}

const badUrl = (why: string): Failure =>
  new Failure('plex.bad-url', { sentence: `PLEX_URL is not a usable address: ${why}.`, hint: urlHint, retry: 'never' })

/** Reads PLEX_URL; its value is never repeated in a failure, because people paste tokens into it. */
const parsedUrl = (url: string): URL => {
  const text = url.trim()
  if (text === '')
    throw new Failure('plex.not-set', { sentence: 'PLEX_URL is not set.', hint: urlHint, retry: 'never' })
  if (!/^https?:\/\//i.test(text)) throw badUrl('it does not begin with http:// or https://')
  if (!URL.canParse(text)) throw badUrl('it cannot be read as an address')
  const parsed = new URL(text)
  if (parsed.username !== '' || parsed.password !== '') throw badUrl('it holds a user name or a password')
  if (parsed.search !== '' || parsed.hash !== '') throw badUrl('it goes on behind the path with ? or #')
  return parsed
}

/** Checks both settings. Throws `plex.not-set`, `plex.bad-url` or `plex.token-refused`. */
export const checkAddress = (settings: {
  readonly url: string
  readonly token: string
  readonly tokenFrom?: TokenFrom
}): PlexAddress => {
  const tokenFrom = settings.tokenFrom ?? 'in PLEX_TOKEN'
  const url = parsedUrl(settings.url)
  const token = settings.token.trim()
  if (token === '') {
    throw new Failure('plex.not-set', { sentence: 'PLEX_TOKEN is not set.', hint: tokenHint, retry: 'never' })
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const sentence = 'PLEX_TOKEN holds blanks or characters that no Plex token has.'
    throw new Failure('plex.token-refused', { sentence, hint: tokenHint, retry: 'never' })
  }
  const prefix = url.pathname.replace(/\/+$/, '')
  const base = `${url.origin}${prefix}`
  return { base, origin: url.origin, prefix, host: url.hostname, secure: url.protocol === 'https:', token, tokenFrom }
}
