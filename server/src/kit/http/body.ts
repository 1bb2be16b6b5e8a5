/** The body of an answer before anybody knows what it says: read whole and capped, drained, and what its headers call it. */
import type { Readable } from 'node:stream'

/** The headers of an answer, by small name. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The body of an answer that is still coming. */
export interface Body extends Readable {
  /** Reads on to the end and throws it away, up to a limit in bytes. */
  dump(options: { readonly limit: number }): Promise<void>
}

/** The header's first value. */
export const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** The content type without its parameters, small letters; empty when none is named. */
export const mediaTypeOf = (headers: Headers): string =>
  headerOf(headers, 'content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''

/** What the headers call the content; page: something for a browser. */
export const notationOf = (headers: Headers): 'json' | 'xml' | 'page' | 'other' | 'unnamed' => {
  const type = mediaTypeOf(headers)
  if (type === '') return 'unnamed'
  if (type === 'application/json' || type.endsWith('+json')) return 'json'
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'page'
  return type === 'text/xml' || type === 'application/xml' || type.endsWith('+xml') ? 'xml' : 'other'
}

/** Whether the first sign is that of XML. */
export const looksLikeXml = (bytes: Buffer): boolean => /^\s*</.test(bytes.toString('utf8', 0, 100))

/** All of it, or undefined as soon as it is more than `mostBytes`. Throws the network's error when the transfer breaks. */
export const readBytes = async (body: AsyncIterable<unknown>, mostBytes: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.byteLength
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

/** Ends a body that nobody reads on. Its stream answers with an error, which would end the program if nobody heard it. */
export const cutOff = (body: Readable): void => {
  body.on('error', () => undefined)
  body.destroy()
}

/** Throws the rest of a body away; a body that does not end is cut off. */
export const drain = async (body: Body): Promise<void> => {
  try {
    await body.dump({ limit: 64 * 1024 })
  } catch {
    // Whatever broke here changes nothing: the status has already decided what the answer means.
    cutOff(body)
  }
}
