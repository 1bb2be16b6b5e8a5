/** Asks the cloud: each service at its own pace, few tries, and one failure for every way it can go wrong. */
import { int, obj, one, rows } from '#adapters/plex/readers.ts'
import { askRepeatedly, paced, refusedWith, type Tried } from '#kit/http/tries.ts'
import { createPace, type Pace } from '#kit/pace.ts'
import type { Failure } from '#src/failure.ts'
import { type CloudAnswer, type CloudAsk, type CloudExchange, createCloudExchange, type Outcome } from './exchange.ts'
import { garbled, resting, tokenRefused, unreachable } from './failures.ts'
import { type HostName, hostFacts } from './hosts.ts'
import type { PlexCloudSettings } from './settings.ts'

/** An answer that somebody can use. */
export interface CloudReply {
  readonly status: number
  /** The parsed body. Undefined only for a status that was taken and came with something else than Plex's own words. */
  readonly document: unknown
  readonly etag: string | undefined
  readonly location: string | undefined
}

/** The only way to the cloud. */
export interface CloudHttp {
  /** A 2xx answer with a document, or one with a status that the question takes. Throws a Failure, or the signal's reason. */
  ask(ask: CloudAsk): Promise<CloudReply>
  requests(): Readonly<Record<string, number>>
  close(): Promise<void>
}

const refusals: ReadonlySet<number> = new Set([401, 403, 422, 498])
/** Said of tokens and of nothing else, in whatever words. */
const surely: ReadonlySet<number> = new Set([401, 498])
const headerText = /^[\x21-\x7e]+$/u

/** Codes of an error in Plex's own words: `{errors:[{code}]}`, or the same as XML. */
export const errorCodes = (document: unknown): readonly number[] => {
  const errors = obj(document)?.errors
  const listed = rows(errors) ?? rows(obj(errors)?.error) ?? []
  return listed.flatMap((error) => int(one(error)?.code) ?? [])
}

const documentOf = ({ content }: CloudAnswer): unknown => ('document' in content ? content.document : undefined)

/** A token is only refused by Plex itself: a firewall or a portal forbids with a page, and nobody loses a sign-in over that. */
const isRefusedToken = ({ token }: CloudAsk, { status, content }: CloudAnswer): boolean =>
  token !== undefined && refusals.has(status) && (surely.has(status) || 'document' in content)

/** What an answer means that is neither 2xx nor taken by its question. */
const refusalOf = (ask: CloudAsk, answer: CloudAnswer): Failure => {
  const { status } = answer
  if (isRefusedToken(ask, answer)) return tokenRefused(ask, status)
  if (status >= 500 || status === 408) return unreachable(ask, `it has trouble of its own (${status})`)
  if (status === 404 || status === 410) return garbled(ask, `it does not know this question any more (${status})`)
  if (status >= 300 && status < 400) return garbled(ask, `it sends us elsewhere (${status})`)
  if (refusals.has(status)) return garbled(ask, `something on the way does not let us through (${status})`)
  return garbled(ask, `it did not understand the question (${status})`)
}

type Judged = Tried<CloudReply, Failure>

const triedOf = (ask: CloudAsk, answer: CloudAnswer): Judged => {
  const { status, content, etag, location } = answer
  if (ask.takes?.includes(status) === true) return { reply: { status, document: documentOf(answer), etag, location } }
  if (status < 200 || status > 299) return refusedWith(refusalOf(ask, answer), status)
  if ('spoilt' in content) return refusedWith(garbled(ask, content.spoilt), status)
  return { reply: { status, document: content.document, etag, location } }
}

/** What one try came to, and what it means for the questions to come. */
const judge = (ask: CloudAsk, outcome: Outcome, pace: Pace<Failure>): Judged => {
  if ('answer' in outcome) return paced(pace, outcome.answer, () => triedOf(ask, outcome.answer))
  const { why, silent, again } = outcome.breach
  return silent
    ? { refusal: unreachable(ask, why), again, service: 'silent' }
    : { refusal: garbled(ask, why), again, service: 'refused' }
}

const asksTwice = (ask: CloudAsk): boolean => ask.repeatable ?? ask.post === undefined

interface Room {
  readonly settings: PlexCloudSettings
  readonly exchange: CloudExchange
  readonly sent: Map<HostName, number>
}

const tries = ({ settings, exchange, sent }: Room, ask: CloudAsk, pace: Pace<Failure>): Promise<CloudReply> =>
  askRepeatedly({
    pace,
    clock: settings.clock,
    backoff: settings.backoff ?? { firstMs: 250, mostMs: 2000 },
    repeatable: asksTwice(ask),
    signal: ask.signal,
    once: async () => {
      sent.set(ask.host, (sent.get(ask.host) ?? 0) + 1)
      return judge(ask, await exchange.send(ask), pace)
    }
  })

/** Builds the client. Nothing is sent yet. */
export const createCloudHttp = (settings: PlexCloudSettings): CloudHttp => {
  const closing = new AbortController()
  const paceOf = (host: HostName): Pace<Failure> =>
    createPace({ ...hostFacts[host], clock: settings.clock, resting: (restMs) => resting(host, restMs) })
  const paces: Readonly<Record<HostName, Pace<Failure>>> = {
    'plex.tv': paceOf('plex.tv'),
    discover: paceOf('discover'),
    community: paceOf('community'),
    rss: paceOf('rss')
  }
  const room: Room = { settings, exchange: createCloudExchange(settings), sent: new Map() }

  const ask = async (question: CloudAsk): Promise<CloudReply> => {
    const signal = AbortSignal.any([question.signal, closing.signal])
    const token = question.token?.reveal()
    // A header takes no such text, and who tries learns it from an error that quotes it.
    if (token !== undefined) settings.learn?.(token)
    if (token !== undefined && !headerText.test(token)) throw tokenRefused(question, 401)
    const pace = paces[question.host]
    return pace.turn(signal, () => tries(room, { ...question, signal }, pace))
  }

  return {
    ask,
    requests: () => {
      const perHost = Object.fromEntries(room.sent)
      return { ...perHost, all: Object.values(perHost).reduce((sum, count) => sum + count, 0) }
    },
    close: async () => {
      closing.abort(new Error('the client was closed'))
      await room.exchange.close()
    }
  }
}
