/** Asks, right before something irreversible, whether somebody is playing it now. One answer serves for a moment, so that many files do not mean many requests. */
import type { Reason } from '@pcu/contract'
import type { Sessions } from '#core/model/want.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import { readSessions } from './discover.ts'

const goodForMs = 2000

/**
 * The question: a reason to stand back, or undefined when nobody plays any of these.
 *
 * @param options.silenceMeans what to believe when Plex does not answer; only a person's order to bring everything home goes on.
 */
export const createPlayingQuestion = (
  deps: { readonly server: Pick<MediaServer, 'readSessions'>; readonly clock: Pick<Clock, 'now'> },
  options: { readonly signal: AbortSignal; readonly silenceMeans: 'busy' | 'free' }
): ((ratingKeys: readonly string[]) => Promise<Reason | undefined>) => {
  let asked: { readonly at: number; readonly answer: Promise<Sessions> } | undefined

  const sessions = (): Promise<Sessions> => {
    const now = deps.clock.now()
    // The clock may have been set back meanwhile; an answer from the future is no fresher than an old one.
    if (asked === undefined || Math.abs(now - asked.at) > goodForMs)
      asked = { at: now, answer: readSessions(deps.server, options.signal) }
    return asked.answer
  }

  return async (ratingKeys) => {
    const answer = await sessions()
    if (!answer.known)
      return options.silenceMeans === 'free' ? undefined : { code: 'sessions-unknown', detail: answer.detail }
    const session = answer.sessions.find((candidate) => ratingKeys.includes(candidate.ratingKey))
    return session === undefined ? undefined : { code: 'playing-now', person: session.person }
  }
}
