/** Turns the body of an answer into a container: drained always, capped in size, read as JSON or XML by its content type. */
import type { Dispatcher } from 'undici'
import { type Asked, garbled, webPage } from './failures.ts'
import { parseJsonItems } from './json-items.ts'
import { type Loose, obj } from './readers.ts'
import { parseXml } from './xml.ts'

/** A page of 1000 items is about 1 MB; nothing that we ask for comes near this. */
const mostBytes = 64 * 1024 * 1024
const tooLarge = 'it is larger than 64 MB'

type Notation = 'json' | 'xml'

const notationOf = (asked: Asked, headers: Dispatcher.ResponseData['headers']): Notation | undefined => {
  const named = headers['content-type']
  const type = (Array.isArray(named) ? named[0] : named)?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined || type === '') return undefined
  if (type === 'application/json' || type.endsWith('+json')) return 'json'
  if (type === 'text/html' || type === 'application/xhtml+xml') throw webPage(asked)
  if (type === 'text/xml' || type === 'application/xml' || type.endsWith('+xml')) return 'xml'
  throw garbled(asked, `it is neither JSON nor XML but ${type.slice(0, 60)}`)
}

const checkHeaders = (asked: Asked, headers: Dispatcher.ResponseData['headers']): Notation | undefined => {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw garbled(asked, `it is compressed (${String(encoding).slice(0, 30)}) although that was not asked for`)
  }
  if (Number(headers['content-length'] ?? 0) > mostBytes) throw garbled(asked, tooLarge)
  return notationOf(asked, headers)
}

const readBytes = async (asked: Asked, body: Dispatcher.ResponseData['body']): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.byteLength
    if (bytes > mostBytes) throw garbled(asked, tooLarge)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

/** Told every item of a list; the container then comes without them. */
export type EachItem = (item: unknown) => void

const looksLikeXml = (bytes: Buffer): boolean => /^\s*</.test(bytes.toString('utf8', 0, 100))

const parseAs = (notation: Notation, bytes: Buffer, each: EachItem | undefined): unknown => {
  if (notation === 'xml') return parseXml(bytes.toString('utf8'))
  return each === undefined ? JSON.parse(bytes.toString('utf8')) : parseJsonItems(bytes, each)
}

const parse = (asked: Asked, notation: Notation, work: () => unknown): unknown => {
  try {
    return work()
  } catch (thrown) {
    // The parser's message quotes the text, so it goes into the cause and not into the sentence.
    throw garbled(asked, `it is cut short or is not valid ${notation.toUpperCase()}`, thrown)
  }
}

/** Ends a body that nobody reads on. Its stream answers with an error, which would end the program if nobody heard it. */
export const cutOff = (body: Dispatcher.ResponseData['body']): void => {
  body.on('error', () => undefined)
  body.destroy()
}

/** Throws the rest of a body away; a body that does not end is cut off. */
export const drain = async (body: Dispatcher.ResponseData['body']): Promise<void> => {
  try {
    await body.dump({ limit: 64 * 1024 })
  } catch {
    // Whatever broke here changes nothing: the status has already decided what the answer means.
    cutOff(body)
  }
}

/** The `MediaContainer` of a good answer; in JSON its items go to `each`, when that is given, and not into it. Throws `plex.garbled`, or the network's error when the transfer breaks. */
export const readContainer = async (
  asked: Asked,
  answer: Dispatcher.ResponseData,
  each: EachItem | undefined
): Promise<Loose> => {
  try {
    const named = checkHeaders(asked, answer.headers)
    const bytes = await readBytes(asked, answer.body)
    const notation = named ?? (looksLikeXml(bytes) ? 'xml' : 'json')
    const container = obj(obj(parse(asked, notation, () => parseAs(notation, bytes, each)))?.MediaContainer)
    if (container === undefined) throw garbled(asked, 'it holds no MediaContainer')
    return container
  } finally {
    if (!answer.body.readableEnded) cutOff(answer.body)
  }
}
