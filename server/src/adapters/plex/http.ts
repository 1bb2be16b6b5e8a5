/** Asks Plex: few questions at once, bounded tries, and one failure for every way it can go wrong. */
import PQueue from 'p-queue'
import { fullJitter, pause } from '#kit/backoff.ts'
import { type Breaker, createBreaker } from '#kit/breaker.ts'
import type { Failure } from '#src/failure.ts'
import { checkAddress, type PlexAddress } from './address.ts'
import {
  type Ask,
  createExchange,
  type Exchange,
  mostConnections,
  type Outcome,
  type PlexHttpSettings
} from './exchange.ts'
import type { Asked } from './failures.ts'
import type { Loose } from './readers.ts'

/** The only way to the server. */
export interface PlexHttp {
  /** The `MediaContainer` of the answer. Throws a Failure, or the signal's reason when it was aborted. */
  get(ask: Ask): Promise<Loose>
  /** Requests sent so far, further tries included. */
  sent(): number
  /** Another connection showed that the server is alive. */
  heard(): void
  close(): Promise<void>
}

interface Room {
  readonly settings: PlexHttpSettings
  readonly exchange: Exchange
  readonly breaker: Breaker<Failure>
}

type Refused = Extract<Outcome, { failure: Failure }>

const mostTries = 3

/** How long to wait before the next try; undefined when there is none. None begins later than one patience after the first. */
const waitBefore = (
  room: Room,
  refused: Refused,
  past: { readonly tries: number; readonly begun: number }
): number | undefined => {
  const { clock, timeoutMs, backoff } = room.settings
  if (refused.again === 'no' || past.tries >= mostTries || clock.now() - past.begun > timeoutMs) return undefined
  return refused.again === 'jitter'
    ? fullJitter(past.tries - 1, backoff ?? { firstMs: 250, mostMs: 2000 })
    : refused.again
}

const noteLife = (breaker: Breaker<Failure>, outcome: Outcome): void => {
  if ('container' in outcome || !outcome.dead) breaker.answered()
}

/** Ends within two patiences and a wait: a time-out is not tried again. */
const tries = async (room: Room, ask: Ask, asked: Asked): Promise<Loose> => {
  const begun = room.settings.clock.now()
  const mark = room.breaker.mark()
  for (let number = 1; ; number += 1) {
    const outcome = await room.exchange.send(ask, asked)
    noteLife(room.breaker, outcome)
    if ('container' in outcome) return outcome.container
    const wait = waitBefore(room, outcome, { tries: number, begun })
    if (wait === undefined) {
      if (outcome.dead) room.breaker.failed(outcome.failure, mark)
      throw outcome.failure
    }
    await pause(wait, ask.signal)
  }
}

/** Builds the client. Wrong settings throw at the first question, not here, so that the program can start and say so. */
export const createPlexHttp = (settings: PlexHttpSettings): PlexHttp => {
  const exchange = createExchange(settings)
  const breaker = createBreaker<Failure>(settings.restMs ?? 15_000, settings.clock.now)
  const queue = new PQueue({ concurrency: mostConnections })
  const room: Room = { settings, exchange, breaker }

  let address: PlexAddress | undefined

  const get = async (ask: Ask): Promise<Loose> => {
    address ??= checkAddress(settings)
    const asked: Asked = { address, timeoutMs: settings.timeoutMs, path: ask.path }
    const act = async (): Promise<Loose> => {
      ask.signal.throwIfAborted()
      const refusal = ask.probe === true ? undefined : breaker.refusal()
      if (refusal !== undefined) throw refusal
      return tries(room, ask, asked)
    }
    return queue.add(act, { priority: ask.isBulk === true ? 0 : 1 })
  }

  return { get, sent: exchange.sent, heard: breaker.answered, close: exchange.close }
}
