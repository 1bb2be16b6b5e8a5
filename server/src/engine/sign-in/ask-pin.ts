/** Asks Plex what became of a sign-in that waits. */
import type { Clock } from '#ports/clock.ts'
import type { PinRequest, PinState, PlexCloud } from '#ports/plex-cloud.ts'
import { Failure } from '#src/failure.ts'
import { expired, type State } from './states.ts'

type Waiting = Extract<State, { step: 'waiting' }>

const after = (state: Waiting, pin: PinRequest, answer: PinState): State => {
  if (answer.kind === 'done') {
    return { step: 'looking', token: answer.token, how: 'pin', account: undefined, trouble: undefined }
  }
  const calm: Waiting = { ...state, trouble: undefined }
  if (answer.kind === 'waiting') return calm
  return pin === state.link ? expired : { ...calm, typed: undefined }
}

/**
 * One question. The short code and the link are asked about in turn, so that both together are asked about no oftener than one; `asked` says whose
 * turn it is. A failure of the cloud leaves the state waiting, with what stands in the way.
 */
export const askPin = async (
  { cloud, clock }: { readonly cloud: Pick<PlexCloud, 'pin'>; readonly clock: Pick<Clock, 'now'> },
  state: Waiting,
  { asked, signal }: { readonly asked: number; readonly signal: AbortSignal }
): Promise<State> => {
  const pins = state.typed === undefined ? [state.link] : [state.link, state.typed]
  const alive = pins.filter(({ expiresAt }) => expiresAt > clock.now())
  const pin = alive[asked % Math.max(1, alive.length)]
  if (pin === undefined) return expired
  try {
    return after(state, pin, await cloud.pin(pin.id, signal))
  } catch (thrown) {
    signal.throwIfAborted()
    if (!(thrown instanceof Failure)) throw thrown
    return { ...state, trouble: thrown.told }
  }
}
