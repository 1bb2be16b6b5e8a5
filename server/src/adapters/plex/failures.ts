/** Words everything that can go wrong between us and Plex: one sentence with the setting's name, the cause, and what to do. */

import { networkCode } from '#kit/http/network-code.ts'
import { Failure } from '#src/failure.ts'
import { hintFor, type PlexAddress } from './address.ts'

/** What a sentence needs to know about the request. */
export interface Asked {
  readonly address: PlexAddress
  readonly timeoutMs: number
  /** Path without query. */
  readonly path: string
  /** In whose name, when it is not the owner's. */
  readonly as?: string | undefined
}

const tlsWords: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'it is signed by an authority that is not known here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'it is signed by an authority that is not known here'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'it is signed by an authority that is not known here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'it is signed by an authority that is not known here'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it was made for another name than the one in PLEX_URL'],
  ['HOSTNAME_MISMATCH', 'it was made for another name than the one in PLEX_URL'],
  ['CERT_HAS_EXPIRED', 'it has expired'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet; is the clock right'],
  ['CERT_REVOKED', 'it was revoked']
])

const routeCodes: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL'
])

const tlsFailure = (asked: Asked, code: string): Failure | undefined => {
  const why = tlsWords.get(code)
  if (why !== undefined) {
    return new Failure('plex.tls', {
      sentence: `The certificate of Plex at ${asked.address.base} (PLEX_URL) is not accepted: ${why} (${code}).`,
      hint: 'On your own network use an http:// address, or set PLEX_TLS_INSECURE=true to accept the certificate of this one server unchecked.',
      retry: 'later'
    })
  }
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_') && !code.startsWith('ERR_TLS_')) return undefined
  return new Failure('plex.tls', {
    sentence: `No secure connection to ${asked.address.base} (PLEX_URL) came about (${code}).`,
    hint: 'If the server does not speak https on this port, use an http:// address. PLEX_TLS_INSECURE only helps with certificates.',
    retry: 'later'
  })
}

const unreachable = (sentence: string, hint: string, cause: unknown): Failure =>
  new Failure('plex.unreachable', { sentence, hint, retry: 'soon', cause })

/** Nothing came back in time. */
export const timeoutFailure = (asked: Asked): Failure =>
  new Failure('plex.timeout', {
    sentence: `Plex at ${asked.address.base} (PLEX_URL) did not answer ${asked.path} within ${asked.timeoutMs / 1000} s.`,
    hint: 'Is the server running, awake and not overloaded? PLEX_TIMEOUT_SECONDS sets how long to wait.',
    retry: 'soon'
  })

/** What a failed connection or a broken transfer means. */
export const networkFailure = (asked: Asked, thrown: unknown): Failure => {
  const code = networkCode(thrown)
  const at = `${asked.address.base} (PLEX_URL)`
  const tls = tlsFailure(asked, code)
  if (tls !== undefined) return tls
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT') return timeoutFailure(asked)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NONAME') {
    const sentence = `Plex was not found: the name ${asked.address.host} in PLEX_URL cannot be resolved (${code}).`
    return unreachable(sentence, 'Check the spelling and the DNS of this machine, or use the IP address.', thrown)
  }
  if (code === 'ECONNREFUSED') {
    const hint =
      'Is Plex running, and is the port right (usually 32400)? In a container, localhost is the container itself.'
    return unreachable(`Nothing accepts connections at ${at} (ECONNREFUSED).`, hint, thrown)
  }
  if (routeCodes.has(code)) {
    return unreachable(
      `There is no way to ${at} from here (${code}).`,
      'Check the address and the network of this container.',
      thrown
    )
  }
  const hint = 'It may be restarting. If it only accepts secure connections, use an https:// address.'
  return unreachable(
    `Plex at ${at} closed the connection before it answered${code === '' ? '' : ` (${code})`}.`,
    hint,
    thrown
  )
}

/** The answer began and is no use: cut short, not JSON, a web page, too large. */
export const garbled = (asked: Asked, what: string, cause?: unknown): Failure =>
  new Failure('plex.garbled', {
    sentence: `The answer of ${asked.address.base} (PLEX_URL) to ${asked.path} cannot be used: ${what}.`,
    hint: 'Check that PLEX_URL leads to Plex itself and that no proxy changes its answers.',
    retry: 'later',
    cause
  })

/** A web page where Plex data belongs. */
export const webPage = (asked: Asked): Failure =>
  new Failure('plex.garbled', {
    sentence: `At ${asked.address.base} (PLEX_URL) a web page answered to ${asked.path} instead of Plex.`,
    hint: 'A proxy or another web server stands there; use the address of Plex itself, usually port 32400.',
    retry: 'later'
  })

const statusFacts = (asked: Asked, status: number): Failure | undefined => {
  const at = `${asked.address.base} (PLEX_URL)`
  if (asked.as !== undefined && (status === 401 || status === 498)) {
    return new Failure('plex.person-refused', {
      sentence: `Plex at ${at} no longer accepts the token of ${asked.as} (${status}).`,
      hint: `Another one is fetched; when Plex gives none, ${asked.as} can sign in on the page.`,
      retry: 'later'
    })
  }
  if (status === 401 || status === 498) {
    const sentence = `Plex at ${at} refused the token ${asked.address.tokenFrom} (${status}).`
    return new Failure('plex.token-refused', { sentence, hint: hintFor(asked.address.tokenFrom), retry: 'never' })
  }
  if (status === 403) {
    const sentence = `Plex at ${at} does not allow ${asked.path} with the token ${asked.address.tokenFrom} (403).`
    return new Failure('plex.forbidden', { sentence, hint: hintFor(asked.address.tokenFrom), retry: 'never' })
  }
  if (status === 404) {
    const sentence = `Plex at ${at} does not know ${asked.path} (404).`
    const hint = 'Check the path in PLEX_URL; it must be the address of the server itself.'
    return new Failure('plex.not-found', { sentence, hint, retry: 'later' })
  }
  if (status === 429) {
    const sentence = `Plex at ${at} asks to send fewer requests (429).`
    return new Failure('plex.rate-limited', { sentence, hint: 'It is asked again at the next run.', retry: 'later' })
  }
  return undefined
}

/** What an HTTP status other than 200 means. */
export const statusFailure = (asked: Asked, status: number): Failure => {
  const known = statusFacts(asked, status)
  if (known !== undefined) return known
  const at = `${asked.address.base} (PLEX_URL)`
  if (status >= 300 && status < 400) {
    const sentence = `At ${at} the request for ${asked.path} was sent elsewhere (${status}), so this is not Plex itself.`
    return new Failure('plex.bad-url', {
      sentence,
      hint: 'Use the address at which Plex itself answers, usually port 32400.',
      retry: 'never'
    })
  }
  if (status === 408) return timeoutFailure(asked)
  if (status >= 500) {
    const sentence = `Plex at ${at} has trouble of its own: it answered ${asked.path} with ${status}.`
    return new Failure('plex.server-error', {
      sentence,
      hint: 'It may be starting or updating; its own log tells more.',
      retry: 'soon'
    })
  }
  const sentence = `Plex at ${at} did not understand the request for ${asked.path} (${status}).`
  return new Failure('plex.bad-request', {
    sentence,
    hint: 'Is the server very old? An update of Plex may help.',
    retry: 'later'
  })
}

/** The list of libraries is empty although there were some. */
export const garbledList = (count: number): Failure =>
  new Failure('plex.garbled', {
    sentence: `Plex (PLEX_URL) lists no movie or show library any more, where ${count} were.`,
    hint: 'Is the token in PLEX_TOKEN still the one of the owner? If the libraries were really removed, restart PlexCacheUltra.',
    retry: 'later'
  })

/** A push connection ended without a word. */
export const closedFailure = (asked: Asked): Failure =>
  new Failure('plex.unreachable', {
    sentence: `Plex at ${asked.address.base} (PLEX_URL) ended the connection on which it tells of changes.`,
    hint: 'It is opened again by itself.',
    retry: 'soon'
  })
