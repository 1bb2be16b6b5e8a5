/** Which address of a server is the best, and what is said about each that was tried. */
import type { ConnectionKind, ConnectionTrial, Verdict } from '@pcu/contract'

/** What trying came to, without words. `detail` is the code of the network or a status. */
export interface TriedAddress {
  readonly url: string
  readonly kind: ConnectionKind
  readonly verdict: Verdict
  readonly detail: string
  readonly tookMs: number
}

/** What a person set comes first; then the own network, then the internet, and Plex's relay last because it is slow. */
const kindRank: Readonly<Record<ConnectionKind, number>> = { setting: 0, local: 1, remote: 2, relay: 3 }

const isSecure = (url: string): boolean => url.startsWith('https:')

/** Proven ones first, by class, encrypted ones before plain ones, quick ones before slow ones. */
const order = (one: TriedAddress, other: TriedAddress): number =>
  Number(other.verdict === 'proven') - Number(one.verdict === 'proven') ||
  kindRank[one.kind] - kindRank[other.kind] ||
  Number(isSecure(other.url)) - Number(isSecure(one.url)) ||
  one.tookMs - other.tookMs

/** Best first. */
export const bestFirst = (tried: readonly TriedAddress[]): readonly TriedAddress[] => tried.toSorted(order)

/** Networks that Docker gives to containers: an address there means nothing outside of the machine that the server runs on. */
const isInsideDocker = (url: string): boolean => /^https?:\/\/172[.-](?:1[7-9]|2\d|3[01])[.-]/u.test(url)

const because: Readonly<Record<Verdict, string>> = {
  proven: 'The server answers here.',
  'other-server': 'Another Plex server answers here, so this address is not used.',
  'not-plex': 'Something else than Plex answers here.',
  refused: 'Nothing accepts connections here.',
  silent: 'No answer came in time.',
  'unknown-name': 'This name leads nowhere from here; some routers refuse names that lead into the own network.',
  'no-way': 'There is no way to this address from here.',
  certificate: 'Its certificate is not accepted.',
  'token-refused': 'The server answers here, but refuses the token that plex.tv gave for it.'
}

const sentenceOf = ({ url, verdict, detail }: TriedAddress): string => {
  const isProven = verdict === 'proven'
  const docker = !isProven && isInsideDocker(url) ? ' It is an address inside Docker.' : ''
  const code = detail === '' ? '' : ` (${detail})`
  return `${because[verdict].replace(/[.]$/u, '')}${code}.${docker}`
}

/** The same for people. */
export const trialOf = (tried: TriedAddress): ConnectionTrial => ({
  url: tried.url,
  kind: tried.kind,
  verdict: tried.verdict,
  sentence: sentenceOf(tried),
  tookMs: Math.round(tried.tookMs)
})

const wayOut =
  'Set PLEX_URL to an address under which this machine reaches Plex: the address of its machine in your network, or the name of its container when both are in one Docker network.'

/** What to do when no address is any good, or only a slow one; undefined when there is nothing to do. */
export const hintFor = (sorted: readonly TriedAddress[]): string | undefined => {
  const [best] = sorted
  if (best === undefined) return `plex.tv names no address of this server. ${wayOut}`
  if (best.verdict === 'token-refused') return 'Sign in again; plex.tv then gives a new token for this server.'
  if (best.verdict !== 'proven') {
    const inDocker = sorted.some(({ url }) => isInsideDocker(url))
    const docker = inDocker ? ' Plex itself runs in a container that names addresses nobody else reaches.' : ''
    return `None of the addresses that the server names can be used from here.${docker} ${wayOut}`
  }
  if (best.kind === 'relay') return `Only Plex's relay leads there, which is slow and may end at any time. ${wayOut}`
  if (best.kind === 'remote') return `The way to the server goes through the internet. ${wayOut}`
  return undefined
}
