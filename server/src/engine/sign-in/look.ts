/** After a token came: whose it is, and which servers of theirs can be reached. A token that is of no use is refused with the reason. */
import type { Secret } from '#core/model/secret.ts'
import { knownServer } from '#engine/server-identity.ts'
import type { PlexAccount, PlexCloud } from '#ports/plex-cloud.ts'
import type { Memory } from '#ports/store.ts'
import { Failure } from '#src/failure.ts'
import { type FindDeps, findServers } from './find-servers.ts'
import type { Guests } from './guests.ts'
import { type Arrived, refused, type State } from './states.ts'

/** What looking needs. */
export interface LookDeps extends FindDeps {
  readonly cloud: Pick<PlexCloud, 'account' | 'servers'>
  readonly memory: Memory
  readonly guests: Guests
}

type Looking = Extract<State, { step: 'looking' }>

const ownToken =
  'Use the button to sign in. If you would rather paste a token, take that of your account: in Plex Web open any item, choose "Get Info", "View XML", and copy what follows X-Plex-Token= at the end of the address.'

/** What the server that we know thinks of a token that plex.tv does not take. */
const viewHere = async ({ trial, address }: FindDeps, token: Secret, signal: AbortSignal) => {
  const url = address()
  if (url === '') return undefined
  const knock = await trial.knock(url, signal)
  return knock.kind === 'server' ? await trial.view(url, token, signal) : undefined
}

const takenBack = refused('Plex took the sign-in back before it was finished.', 'Begin again.')

const strange = refused(
  'plex.tv does not know this token.',
  `It may be mistyped or signed out, or it belongs to a server and not to a person, as the one in Preferences.xml does. ${ownToken}`
)

/** Why a pasted token is refused that plex.tv does not take for a person's. */
const judgePasted = async (deps: FindDeps, token: Secret, signal: AbortSignal): Promise<State> => {
  const view = await viewHere(deps, token, signal)
  if (view === 'owner') {
    const sentence =
      'This token belongs to the Plex server itself and not to a person: the server takes it, plex.tv does not.'
    const hint = `Such a token stands in the server's Preferences.xml. With it no watchlist, no Plex Home and no friends can be read. ${ownToken}`
    return refused(sentence, hint)
  }
  if (view === 'somebody') {
    const sentence =
      'This token is good for the server alone, for somebody with whom it is shared; plex.tv does not take it.'
    return refused(sentence, `The account of the owner is needed. ${ownToken}`)
  }
  return strange
}

/** The same words for whatever the cloud has against a token; an answer that names nobody proves nothing where no server takes the token either. */
const judge = async (
  deps: FindDeps,
  { token, how }: Arrived,
  told: { readonly failure: Failure; readonly signal: AbortSignal }
) => {
  const { failure, signal } = told
  const isRefusal = failure.code === 'cloud.token-refused'
  if (how === 'pin') return isRefusal ? takenBack : undefined
  const judged = await judgePasted(deps, token, signal)
  return isRefusal || judged !== strange ? judged : undefined
}

const readAccount = async (deps: LookDeps, arrived: Arrived, signal: AbortSignal): Promise<PlexAccount | State> => {
  try {
    return await deps.cloud.account(arrived.token, signal)
  } catch (failure) {
    const isAbout =
      failure instanceof Failure && (failure.code === 'cloud.token-refused' || failure.code === 'cloud.garbled')
    const judged = isAbout ? await judge(deps, arrived, { failure, signal }) : undefined
    if (judged === undefined) throw failure
    return judged
  }
}

const welcomed = (name: string): State => ({
  step: 'done',
  sentence: `Signed in as ${name}, who watches on this server: their watchlist, and on deck where nothing else gives it, are read with this sign-in from the next run on. Whose server it is does not change.`
})

/** The owner has a server to choose; a member of the household is welcome; nobody else is. */
const receive = async (
  deps: LookDeps,
  { account, ...arrived }: Arrived & { readonly account: PlexAccount },
  signal: AbortSignal
): Promise<State> => {
  const servers = await findServers(deps, arrived.token, signal)
  const ours = await knownServer(deps.memory)
  const isOwner = servers.some(({ machineIdentifier }) => machineIdentifier === ours)
  const guest = ours === undefined || isOwner ? undefined : await deps.guests.welcome(account, arrived.token, signal)
  if (guest !== undefined) return welcomed(guest)
  if (servers.length > 0) return { step: 'choosing', ...arrived, account, servers, ours }
  return refused(
    `${account.name} owns no Plex server, so nothing can be cached with this account.`,
    'Sign in with the account to which the server belongs; to be invited to it is not enough.'
  )
}

/**
 * Looks, one step after the other; `note` is told when the account is known. A failure that passes leaves the state looking, with what stands in
 * the way; anything but a Failure is thrown.
 */
export const look = async (
  deps: LookDeps,
  arrived: Looking,
  { note, signal }: { readonly note: (state: Looking) => void; readonly signal: AbortSignal }
): Promise<State> => {
  const { token, how } = arrived
  let current: Looking = { ...arrived, trouble: undefined }
  try {
    const account = current.account ?? (await readAccount(deps, current, signal))
    if ('step' in account) return account
    current = { ...current, account }
    note(current)
    return await receive(deps, { token, how, account }, signal)
  } catch (thrown) {
    signal.throwIfAborted()
    if (!(thrown instanceof Failure)) throw thrown
    if (thrown.code === 'cloud.token-refused') {
      return takenBack
    }
    return { ...current, trouble: thrown.told }
  }
}
