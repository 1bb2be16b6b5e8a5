/** What the body of an answer of the cloud says: unpacked, capped, parsed strictly. */
import type { Dispatcher } from 'undici'
import { parseXml } from '#adapters/plex/xml.ts'
import { looksLikeXml, mediaTypeOf, notationOf, readBytes } from '#kit/http/body.ts'
import { unpack } from '#kit/http/unpack.ts'

/** Hundreds of friends, or a page of a watchlist, are below one megabyte. */
const mostBytes = 8 * 1024 * 1024

/** A document, or why there is none, as a clause. */
export type Content = { readonly document: unknown } | { readonly spoilt: string }

const parse = (notation: 'json' | 'xml', bytes: Buffer): Content => {
  const text = bytes.toString('utf8')
  try {
    return { document: notation === 'xml' ? parseXml(text) : JSON.parse(text) }
  } catch {
    // The parser's words quote the text, which may hold a token.
    return { spoilt: `it is cut short or is not valid ${notation.toUpperCase()}` }
  }
}

/** Files in a storage are served under whatever type they were put there with. */
const storageTypes: ReadonlySet<string> = new Set([
  'application/octet-stream',
  'binary/octet-stream',
  'text/plain',
  'application/rss+xml'
])

/** Reads the whole body. `stored`: it is a file in a storage, so its type says little. Throws the network's error when the transfer breaks. */
export const readContent = async (answer: Dispatcher.ResponseData, stored: boolean): Promise<Content> => {
  const { headers } = answer
  const notation = notationOf(headers)
  const packed = await readBytes(answer.body, mostBytes)
  if (packed === undefined) return { spoilt: 'it is larger than 8 MB' }
  if (notation === 'page') return { spoilt: 'it is a web page' }
  const bytes = await unpack(headers, packed, mostBytes)
  if (bytes === undefined) return { spoilt: 'it cannot be unpacked' }
  const guessed = looksLikeXml(bytes) ? 'xml' : 'json'
  if (stored && storageTypes.has(mediaTypeOf(headers))) return parse(guessed, bytes)
  if (notation === 'other') return { spoilt: 'it is neither JSON nor XML' }
  return parse(notation === 'unnamed' ? guessed : notation, bytes)
}
