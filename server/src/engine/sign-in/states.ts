/** How far a sign-in has come, and how each state is told. Pure. */
import type { OfferedServer, SignIn } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'
import { hintFor, trialOf } from '#core/sign-in/connections.ts'
import type { PinRequest, PlexAccount } from '#ports/plex-cloud.ts'
import type { FoundServer } from './find-servers.ts'

/** A token that has just come, and how. */
export interface Arrived {
  readonly token: Secret
  readonly how: 'pin' | 'pasted'
}

/** waiting: for a person at Plex. looking: for account and servers. choosing: for a person here. Only looking and choosing hold a token. */
export type State =
  | {
      readonly step: 'waiting'
      readonly link: PinRequest
      readonly typed: PinRequest | undefined
      readonly trouble: string | undefined
    }
  | ({
      readonly step: 'looking'
      readonly account: PlexAccount | undefined
      readonly trouble: string | undefined
    } & Arrived)
  | ({
      readonly step: 'choosing'
      readonly account: PlexAccount
      readonly servers: readonly FoundServer[]
      /** Whose files are on the pool. */
      readonly ours: string | undefined
    } & Arrived)
  | {
      readonly step: 'ended'
      readonly why: 'expired' | 'refused'
      readonly sentence: string
      readonly hint: string | undefined
    }
  | { readonly step: 'done'; readonly sentence: string }

/** Nobody came in time. */
export const expired: State = {
  step: 'ended',
  why: 'expired',
  sentence: 'The sign-in was not finished in time and counts no more.',
  hint: 'Begin again when you are ready.'
}

/** Plex or we said no. */
export const refused = (sentence: string, hint: string | undefined): State => ({
  step: 'ended',
  why: 'refused',
  sentence,
  hint
})

const standingOf = ({ machineIdentifier }: FoundServer, ours: string | undefined): OfferedServer['standing'] => {
  if (ours === undefined) return 'new'
  return machineIdentifier === ours ? 'ours' : 'other'
}

const offered = (server: FoundServer, ours: string | undefined): OfferedServer => {
  const [best] = server.tried
  return {
    machineIdentifier: server.machineIdentifier,
    name: server.name,
    standing: standingOf(server, ours),
    best: best?.verdict === 'proven' && server.token !== undefined ? best.url : null,
    trials: server.tried.map(trialOf),
    hint: hintFor(server.tried) ?? null
  }
}

const lookingSentence = (account: PlexAccount | undefined): string =>
  account === undefined
    ? 'Asking Plex whose account this is.'
    : `Signed in as ${account.name}. Trying the addresses of your servers.`

const choosingSentence = ({ name }: PlexAccount, servers: readonly FoundServer[]): string => {
  const usable = servers.filter(({ token }) => token !== undefined).length
  if (usable === 0) return `Signed in as ${name}, but no server can be reached from here.`
  if (servers.length === 1) return `Signed in as ${name}. Your server was found.`
  return `Signed in as ${name}. Choose the server whose files are to be cached.`
}

/** Without its secrets, for the browser that began it. */
export const told = (state: State | undefined): SignIn => {
  if (state === undefined) return { step: 'none' }
  switch (state.step) {
    case 'waiting': {
      const { link, typed, trouble } = state
      return {
        step: 'waiting',
        sentence: 'Waiting until you let PlexCacheUltra in at Plex.',
        link: link.link,
        typed: typed === undefined ? null : { code: typed.code, page: typed.link },
        expiresAt: link.expiresAt,
        trouble: trouble ?? null
      }
    }
    case 'looking': {
      const account = state.account === undefined ? null : { name: state.account.name }
      return { step: 'looking', sentence: lookingSentence(state.account), account, trouble: state.trouble ?? null }
    }
    case 'choosing': {
      const { account, servers, ours } = state
      return {
        step: 'choosing',
        sentence: choosingSentence(account, servers),
        account: { name: account.name },
        servers: servers.map((server) => offered(server, ours))
      }
    }
    case 'ended':
      return { step: 'ended', why: state.why, sentence: state.sentence, hint: state.hint ?? null }
    case 'done':
      return state
  }
}
