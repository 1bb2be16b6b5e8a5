/** Asks Trakt: at its own pace, few tries, and one failure for every way it can go wrong. */
import type { Headers } from '#kit/http/body.ts'
import { retryAfterOf } from '#kit/http/retry-after.ts'
import { askRepeatedly, paced, refusedWith, type Tried } from '#kit/http/tries.ts'
import { createPace, type Pace } from '#kit/pace.ts'
import type { Failure } from '#src/failure.ts'
import { createExchange, type Exchange, type Outcome, type RawAnswer, type TraktAsk } from './exchange.ts'
import { garbled, keyRefused, notAllowed, resting, tokenRefused, unreachable } from './failures.ts'
import type { TraktSettings } from './settings.ts'

/** An answer that somebody can use. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** The parsed body; undefined where there is none in Trakt's own words. */
  readonly document: unknown
}

/** The only way to Trakt. */
export interface TraktHttp {
  /** A 2xx answer, or one with a status that the question takes. Throws a Failure, or the signal's reason. */
  ask(ask: TraktAsk): Promise<Reply>
  requests(): number
  close(): Promise<void>
}

const headerText = /^[\x21-\x7e]+$/u

/** Trakt refuses in JSON or without a word; a page is that of something on the way, and of no sign-in or key. */
const refusalByKey = (ask: TraktAsk, { status, content }: RawAnswer): Failure => {
  if (content.kind === 'page') return garbled(ask.about, `something on the way does not let us through (${status})`)
  return ask.token !== undefined && status === 401 ? tokenRefused(ask.about, status) : keyRefused(ask.about, status)
}

/** What an answer means that is neither 2xx nor taken by its question. */
const refusalOf = (ask: TraktAsk, answer: RawAnswer): Failure => {
  const { status } = answer
  const { about } = ask
  if (status === 401 || status === 403) return refusalByKey(ask, answer)
  if (status >= 500 || status === 408) return unreachable(about, `it has trouble of its own (${status})`)
  if (status >= 300 && status < 400) return garbled(about, `it sends us elsewhere (${status})`)
  if (status === 404 || status === 410) return garbled(about, `it does not know this question (${status})`)
  return notAllowed(about, status) ?? garbled(about, `it did not understand the question (${status})`)
}

type Judged = Tried<Reply, Failure>

const triedOf = (ask: TraktAsk, answer: RawAnswer): Judged => {
  const { status, headers, content } = answer
  const document = content.kind === 'document' ? content.document : undefined
  const isPage = content.kind === 'page'
  if (ask.takes?.includes(status) === true && !isPage) return { reply: { status, headers, document } }
  if (status < 200 || status > 299) return refusedWith(refusalOf(ask, answer), status)
  if (isPage) return refusedWith(garbled(ask.about, 'it is a web page'), status)
  if (content.kind === 'spoilt') return refusedWith(garbled(ask.about, content.why), status)
  return { reply: { status, headers, document } }
}

type TraktPace = Pace<Failure>

/** What one try came to, and what it means for the questions to come. */
const judge = (
  ask: TraktAsk,
  outcome: Outcome,
  { pace, now }: { readonly pace: TraktPace; readonly now: number }
): Judged => {
  if ('breach' in outcome) {
    const { why, silent, again } = outcome.breach
    return silent
      ? { refusal: unreachable(ask.about, why), again, service: 'silent' }
      : { refusal: garbled(ask.about, why), again, service: 'refused' }
  }
  const { answer } = outcome
  // Signing in, "slow down" is an answer that its question takes.
  if (answer.status === 429 && ask.takes?.includes(429) === true) {
    pace.answered()
    return triedOf(ask, answer)
  }
  const answered = { status: answer.status, retryAfterMs: retryAfterOf(answer.headers, now) }
  return paced(pace, answered, () => triedOf(ask, answer))
}

interface Room {
  readonly settings: TraktSettings
  readonly exchange: Exchange
  readonly sent: () => void
}

const tries = ({ settings, exchange, sent }: Room, ask: TraktAsk, pace: TraktPace): Promise<Reply> =>
  askRepeatedly({
    pace,
    clock: settings.clock,
    backoff: settings.backoff ?? { firstMs: 500, mostMs: 4000 },
    // Nothing that is posted is sent twice: what it does may have been done.
    repeatable: ask.post === undefined,
    signal: ask.signal,
    once: async () => {
      sent()
      return judge(ask, await exchange.send(ask), { pace, now: settings.clock.now() })
    }
  })

/** Builds the client. Nothing is sent yet. Trakt allows 1000 questions in five minutes; a refresh takes a handful. */
export const createTraktHttp = (settings: TraktSettings): TraktHttp => {
  const closing = new AbortController()
  const { clock, learn } = settings
  const paces: Readonly<Record<TraktAsk['host'], TraktPace>> = {
    api: createPace({ burst: 8, atOnce: 1, clock, resting }),
    auth: createPace({ burst: 2, atOnce: 1, clock, resting })
  }
  let requests = 0
  const room: Room = {
    settings,
    exchange: createExchange(settings),
    sent: () => {
      requests += 1
    }
  }

  const ask = async (question: TraktAsk): Promise<Reply> => {
    const signal = AbortSignal.any([question.signal, closing.signal])
    const token = question.token?.reveal()
    // A header takes no such text, and who tries learns it from an error that quotes it.
    if (token !== undefined) learn?.(token)
    if (token !== undefined && !headerText.test(token)) throw tokenRefused(question.about, 401)
    if (!headerText.test(settings.clientId)) throw keyRefused(question.about, 403)
    const pace = paces[question.host]
    return pace.turn(signal, () => tries(room, { ...question, signal }, pace))
  }

  return {
    ask,
    requests: () => requests,
    close: async () => {
      closing.abort(new Error('the client was closed'))
      await room.exchange.close()
    }
  }
}
