/** What the body of an answer of Trakt says: capped, unpacked, parsed strictly. */
import { type Body, type Headers, looksLikeXml, notationOf, readBytes } from '#kit/http/body.ts'
import { unpack } from '#kit/http/unpack.ts'

/** A page of 250 titles is below 100 kB. */
const mostBytes = 2 * 1024 * 1024

/** A document, a page for browsers, no words at all, or why there is nothing to read, as a clause. */
export type Content =
  | { readonly kind: 'document'; readonly document: unknown }
  | { readonly kind: 'page' | 'empty' }
  | { readonly kind: 'spoilt'; readonly why: string }

const spoilt = (why: string): Content => ({ kind: 'spoilt', why })

const parse = (bytes: Buffer): Content => {
  try {
    return { kind: 'document', document: JSON.parse(bytes.toString('utf8')) }
  } catch {
    // The parser's words quote the text, which may hold a token.
    return spoilt('it is cut short or is not valid JSON')
  }
}

/** Reads the whole body. Throws the network's error when the transfer breaks. */
export const readContent = async (headers: Headers, body: Body): Promise<Content> => {
  const packed = await readBytes(body, mostBytes)
  if (packed === undefined) return spoilt('it is larger than 2 MB')
  const notation = notationOf(headers)
  if (notation === 'page') return { kind: 'page' }
  const bytes = await unpack(headers, packed, mostBytes)
  if (bytes === undefined) return spoilt('it cannot be unpacked')
  if (bytes.toString('utf8').trim() === '') return { kind: 'empty' }
  if (looksLikeXml(bytes)) return { kind: 'page' }
  return notation === 'json' || notation === 'unnamed' ? parse(bytes) : spoilt('it is no JSON')
}
