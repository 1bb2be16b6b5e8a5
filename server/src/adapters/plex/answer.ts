/** Turns the body of an answer into a container: drained always, capped in size, read as JSON or XML by its content type. */
import type { Dispatcher } from 'undici'
import { cutOff, looksLikeXml, mediaTypeOf, notationOf, readBytes } from '#kit/http/body.ts'
import { type Asked, garbled, webPage } from './failures.ts'
import { parseJsonItems } from './json-items.ts'
import { type Loose, obj } from './readers.ts'
import { parseXml } from './xml.ts'

/** A page of 1000 items is about 1 MB; nothing that we ask for comes near this. */
const mostBytes = 64 * 1024 * 1024
const tooLarge = 'it is larger than 64 MB'

type Notation = 'json' | 'xml'

const namedNotation = (asked: Asked, headers: Dispatcher.ResponseData['headers']): Notation | undefined => {
  const notation = notationOf(headers)
  if (notation === 'page') throw webPage(asked)
  if (notation === 'other') throw garbled(asked, `it is neither JSON nor XML but ${mediaTypeOf(headers).slice(0, 60)}`)
  return notation === 'unnamed' ? undefined : notation
}

const checkHeaders = (asked: Asked, headers: Dispatcher.ResponseData['headers']): Notation | undefined => {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw garbled(asked, `it is compressed (${String(encoding).slice(0, 30)}) although that was not asked for`)
  }
  if (Number(headers['content-length'] ?? 0) > mostBytes) throw garbled(asked, tooLarge)
  return namedNotation(asked, headers)
}

/** Told every item of a list; the container then comes without them. */
export type EachItem = (item: unknown) => void

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

/** The `MediaContainer` of a good answer; in JSON its items go to `each`, when that is given, and not into it. Throws `plex.garbled`, or the network's error when the transfer breaks. */
export const readContainer = async (
  asked: Asked,
  answer: Dispatcher.ResponseData,
  each: EachItem | undefined
): Promise<Loose> => {
  try {
    const named = checkHeaders(asked, answer.headers)
    const bytes = await readBytes(answer.body, mostBytes)
    if (bytes === undefined) throw garbled(asked, tooLarge)
    const notation = named ?? (looksLikeXml(bytes) ? 'xml' : 'json')
    const container = obj(obj(parse(asked, notation, () => parseAs(notation, bytes, each)))?.MediaContainer)
    if (container === undefined) throw garbled(asked, 'it holds no MediaContainer')
    return container
  } finally {
    if (!answer.body.readableEnded) cutOff(answer.body)
  }
}
