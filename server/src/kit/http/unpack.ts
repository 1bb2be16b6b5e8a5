/** Unpacks the body of an answer, with a bound on what comes out of it. */
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { type Headers, headerOf } from './body.ts'

type Unpack = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const unpackers: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
  ['identity', (bytes) => Promise.resolve(bytes)]
])

/** Undefined when it is not packed as its headers say, or when more than `mostBytes` come out. */
export const unpack = async (headers: Headers, bytes: Buffer, mostBytes: number): Promise<Buffer | undefined> => {
  const unpacker = unpackers.get(headerOf(headers, 'content-encoding')?.toLowerCase() ?? 'identity')
  try {
    return await unpacker?.(bytes, { maxOutputLength: mostBytes })
  } catch {
    return undefined
  }
}
