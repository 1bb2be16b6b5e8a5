/** Takes up the server that a person chose: proven once more, kept, and asked from then on without a restart. */
import type { ServerChoice } from '@pcu/contract'
import { adoptServer, knownServer } from '#engine/server-identity.ts'
import type { Clock } from '#ports/clock.ts'
import type { ServerDoor, ServerTrial } from '#ports/server-door.ts'
import type { Memory } from '#ports/store.ts'
import type { TokenProvider } from '#ports/token-provider.ts'
import { Failure } from '#src/failure.ts'
import type { FoundServer } from './find-servers.ts'
import type { State } from './states.ts'

/** What taking up needs. */
export interface TakeUpDeps {
  readonly trial: ServerTrial
  readonly memory: Memory
  readonly tokens: TokenProvider
  readonly door: ServerDoor
  readonly clock: Pick<Clock, 'now'>
  /** Whether a run is under way. */
  readonly isRunning: () => boolean
  /** What was left half-way on the server before. */
  readonly forgetPositions: () => void
}

type Choosing = Extract<State, { step: 'choosing' }>

const no = (sentence: string, hint: string): Failure =>
  new Failure('sign-in.refused', { sentence, hint, retry: 'never' })

const pick = (state: Choosing, { machineIdentifier, url }: ServerChoice) => {
  const server = state.servers.find((one) => one.machineIdentifier === machineIdentifier)
  if (server === undefined) throw no('This server is none of those that were found.', 'Choose one that is shown.')
  const proven = server.tried.filter(({ verdict }) => verdict === 'proven')
  const chosen = url === undefined ? proven[0] : proven.find((one) => one.url === url)
  if (chosen === undefined || server.token === undefined) {
    throw no(
      `"${server.name}" did not prove itself at this address, so it is not used.`,
      'Choose an address that was proven.'
    )
  }
  return { server, url: chosen.url, token: server.token }
}

/** Minutes may have gone by since the address was tried. */
const proveAgain = async (
  { trial }: TakeUpDeps,
  { server, url, token }: ReturnType<typeof pick>,
  signal: AbortSignal
): Promise<void> => {
  const knock = await trial.knock(url, signal)
  const isIt = knock.kind === 'server' && knock.machineIdentifier === server.machineIdentifier
  if (isIt && (await trial.view(url, token, signal)) === 'owner') return
  throw no(
    `"${server.name}" no longer proves itself at ${url}, so nothing was changed.`,
    'Begin again to try all addresses.'
  )
}

const allowChange = async (deps: TakeUpDeps, server: FoundServer, meant: boolean): Promise<boolean> => {
  const known = await knownServer(deps.memory)
  if (known === undefined || known === server.machineIdentifier) return false
  if (!meant) {
    throw no(
      `"${server.name}" is another server than the one whose files are cached.`,
      'Bring everything home first ("pcu restore-all"), or say that you mean it: then what only the other server wanted goes home by itself.'
    )
  }
  if (deps.isRunning())
    throw no('A run is under way, so the server cannot be changed now.', 'Stop it, or wait until it is done.')
  return true
}

/** Throws Failure `sign-in.refused` when the choice cannot be followed; then nothing is changed. */
export const takeUp = async (
  deps: TakeUpDeps,
  state: Choosing,
  { choice, signal }: { readonly choice: ServerChoice; readonly signal: AbortSignal }
): Promise<State> => {
  const picked = pick(state, choice)
  const { server, url } = picked
  await proveAgain(deps, picked, signal)
  const isOther = await allowChange(deps, server, choice.changeServer === true)
  await deps.door.save(url)
  await deps.tokens.keep({
    account: { id: state.account.id, name: state.account.name },
    how: state.how,
    since: deps.clock.now(),
    server: { machineIdentifier: server.machineIdentifier, name: server.name, url },
    accountToken: state.token,
    serverToken: picked.token
  })
  if (isOther) {
    await adoptServer(deps.memory, server.machineIdentifier)
    deps.forgetPositions()
  }
  deps.door.reopen()
  return {
    step: 'done',
    sentence: `Signed in as ${state.account.name}. "${server.name}" is asked at ${url} from now on.`
  }
}
