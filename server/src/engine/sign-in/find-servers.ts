/** Finds the servers of an account and tries every address of each: who answers there, and whether it takes the account's token as its owner's. */
import type { ConnectionKind } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'
import { bestFirst, type TriedAddress } from '#core/sign-in/connections.ts'
import { forEachBounded } from '#kit/bounded.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlexCloud, ServerOffer } from '#ports/plex-cloud.ts'
import type { Knock, ServerTrial } from '#ports/server-door.ts'

/** What finding needs. */
export interface FindDeps {
  readonly cloud: Pick<PlexCloud, 'servers'>
  readonly trial: ServerTrial
  readonly clock: Pick<Clock, 'now'>
  /** PLEX_URL as it stands; empty when it is not set. */
  readonly address: () => string
}

/** A server of the account with everything that was tried. */
export interface FoundServer {
  readonly machineIdentifier: string
  readonly name: string
  /** Best first. */
  readonly tried: readonly TriedAddress[]
  /** The token that the server took as its owner's; undefined when no address was proven. */
  readonly token: Secret | undefined
}

/** More addresses than anybody's servers have; whatever a broken answer names beyond is left out. */
const mostAddresses = 60
/** Knocks under way at the same time. */
const atOnce = 16

interface Door {
  readonly url: string
  readonly kind: ConnectionKind
}

interface Knocked extends Door {
  readonly knock: Knock
  readonly tookMs: number
}

const doorsOf = (servers: readonly ServerOffer[], address: string): readonly Door[] => {
  const offered = servers.flatMap(({ connections }) => connections)
  const own: readonly Door[] = address === '' ? [] : [{ url: address, kind: 'setting' }]
  const byUrl = new Map<string, Door>()
  for (const { url, kind } of [...own, ...offered]) if (!byUrl.has(url)) byUrl.set(url, { url, kind })
  return [...byUrl.values()].slice(0, mostAddresses)
}

const knockAt = async ({ trial, clock }: FindDeps, door: Door, signal: AbortSignal): Promise<Knocked> => {
  const begun = clock.now()
  const knock = await trial.knock(door.url, signal)
  return { ...door, knock, tookMs: Math.max(0, clock.now() - begun) }
}

const triedOf = ({ knock, ...facts }: Knocked, machineIdentifier: string): TriedAddress => {
  if (knock.kind !== 'server') return { ...facts, verdict: knock.kind, detail: knock.detail }
  return { ...facts, verdict: knock.machineIdentifier === machineIdentifier ? 'proven' : 'other-server', detail: '' }
}

/** Two names for one server offer the same address; whoever was not offered it, and does not answer there, is not concerned. */
const concerns = ({ machineIdentifier, connections }: ServerOffer, { url, kind, knock }: Knocked): boolean => {
  const isThere = knock.kind === 'server' && knock.machineIdentifier === machineIdentifier
  return isThere || (kind !== 'setting' && connections.some((offered) => offered.url === url))
}

const tokensOf = (offer: ServerOffer, account: Secret): readonly Secret[] => {
  const { serverToken } = offer
  if (serverToken === undefined || serverToken.reveal() === account.reveal()) return [account]
  return [serverToken, account]
}

type View = { readonly token: Secret } | { readonly why: 'token-refused' | 'silent' }

/** The token that the server takes there as its owner's. */
const viewAt = async (
  trial: ServerTrial,
  door: { readonly url: string; readonly tokens: readonly Secret[] },
  signal: AbortSignal
): Promise<View> => {
  for (const token of door.tokens) {
    const view = await trial.view(door.url, token, signal)
    if (view === 'owner') return { token }
    if (view === 'silent') return { why: 'silent' }
  }
  return { why: 'token-refused' }
}

/** Goes through the proven addresses, best first, until one takes the token: no more addresses than needed see it. */
const prove = async (
  { trial }: FindDeps,
  server: { readonly offer: ServerOffer; readonly account: Secret; readonly tried: readonly TriedAddress[] },
  signal: AbortSignal
): Promise<FoundServer> => {
  const { machineIdentifier, name } = server.offer
  const tokens = tokensOf(server.offer, server.account)
  const failed = new Map<string, TriedAddress['verdict']>()
  let token: Secret | undefined
  for (const { url } of bestFirst(server.tried).filter(({ verdict }) => verdict === 'proven')) {
    const view = await viewAt(trial, { url, tokens }, signal)
    if ('token' in view) {
      token = view.token
      break
    }
    failed.set(url, view.why)
  }
  const tried = server.tried.map((one) => ({ ...one, verdict: failed.get(one.url) ?? one.verdict }))
  return { machineIdentifier, name, token, tried: bestFirst(tried) }
}

/** The servers that the account owns, tried out. Throws the failures of the cloud; an address that fails is evidence, no failure. */
export const findServers = async (
  deps: FindDeps,
  account: Secret,
  signal: AbortSignal
): Promise<readonly FoundServer[]> => {
  const owned = (await deps.cloud.servers(account, signal)).filter(({ isOwned }) => isOwned)
  if (owned.length === 0) return []
  const knocked = await forEachBounded(doorsOf(owned, deps.address()), atOnce, (door) => knockAt(deps, door, signal))
  return Promise.all(
    owned.map((offer) => {
      const concerned = knocked.filter((one) => concerns(offer, one))
      const tried = concerned.map((one) => triedOf(one, offer.machineIdentifier))
      return prove(deps, { offer, account, tried }, signal)
    })
  )
}
