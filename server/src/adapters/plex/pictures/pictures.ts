/**
 * Posters from the server, made small by itself. They have connections and a patience of their own: a run never waits behind pictures, and a server that is
 * slow with them is not taken for dead.
 */
import PQueue from 'p-queue'
import { Agent, type Dispatcher } from 'undici'
import { checkAddress } from '#adapters/plex/address.ts'
import { identityHeaders, type PlexHttpSettings } from '#adapters/plex/exchange.ts'
import { type Asked, garbled, networkFailure, statusFailure, timeoutFailure } from '#adapters/plex/failures.ts'
import { cutOff, drain, headerOf, mediaTypeOf, readBytes } from '#kit/http/body.ts'
import type { Picture, PictureAsk } from '#ports/pictures/pictures.ts'
import { Failure } from '#src/failure.ts'
import { pictureTypeOf } from './type.ts'

/** The only way to pictures. */
export interface Pictures {
  /** Undefined when the title has none. Throws a Failure for an answer that is no picture. */
  read(ask: PictureAsk, signal: AbortSignal): Promise<Picture | undefined>
  close(): Promise<void>
}

const mostConnections = 2
const longestMs = 10_000
const mostBytes = 5 * 1024 * 1024

const targetOf = ({ ratingKey, width, height }: PictureAsk): string => {
  const source = encodeURIComponent(`/library/metadata/${encodeURIComponent(ratingKey)}/thumb`)
  return `/photo/:/transcode?width=${width}&height=${height}&minSize=1&upscale=0&url=${source}`
}

/** The picture in an answer of 200. What is too large is not read to its end. */
const pictureIn = async (asked: Asked, { headers, body }: Dispatcher.ResponseData): Promise<Picture> => {
  const announced = Number(headerOf(headers, 'content-length') ?? 0)
  const bytes = announced > mostBytes ? undefined : await readBytes(body, mostBytes)
  if (bytes === undefined) {
    cutOff(body)
    throw garbled(asked, `it is larger than the ${mostBytes} bytes that a poster may have`)
  }
  const type = pictureTypeOf(bytes)
  // What it is called and what it is must agree: otherwise a page could come along as a picture.
  if (type === undefined || mediaTypeOf(headers) !== type) throw garbled(asked, 'it is no JPEG, PNG or WebP')
  return { type, bytes }
}

const read = async (asked: Asked, answer: Dispatcher.ResponseData): Promise<Picture | undefined> => {
  if (answer.statusCode === 200) return pictureIn(asked, answer)
  await drain(answer.body)
  if (answer.statusCode === 404) return undefined
  throw statusFailure(asked, answer.statusCode)
}

const failureOf = (asked: Asked, thrown: unknown, isLate: boolean): Failure => {
  if (thrown instanceof Failure) return thrown
  return isLate ? timeoutFailure(asked) : networkFailure(asked, thrown)
}

/** Opens its own few connections when it is first asked. Redirections are never followed. */
export const createPictures = (settings: PlexHttpSettings): Pictures => {
  const timeoutMs = Math.min(settings.timeoutMs, longestMs)
  const agent = new Agent({
    connections: mostConnections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: timeoutMs + 5000,
    bodyTimeout: timeoutMs + 5000,
    connect: { timeout: timeoutMs + 5000, rejectUnauthorized: !settings.tlsInsecure }
  })
  const queue = new PQueue({ concurrency: mostConnections })

  const send = async (ask: PictureAsk, outer: AbortSignal): Promise<Picture | undefined> => {
    const address = checkAddress(settings)
    const target = targetOf(ask)
    const asked: Asked = { address, timeoutMs, path: target.replace(/\?.*/su, '') }
    const patience = AbortSignal.timeout(timeoutMs)
    const headers = { ...identityHeaders(settings), Accept: 'image/*', 'X-Plex-Token': address.token }
    try {
      const { origin, prefix } = address
      const signal = AbortSignal.any([outer, patience])
      return await read(asked, await agent.request({ origin, path: prefix + target, method: 'GET', headers, signal }))
    } catch (thrown) {
      outer.throwIfAborted()
      throw failureOf(asked, thrown, patience.aborted)
    }
  }
  return {
    read: (ask, signal) => queue.add(() => send(ask, signal)),
    close: () => agent.destroy()
  }
}
