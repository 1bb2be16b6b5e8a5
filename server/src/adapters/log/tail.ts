/** The end of the log's file: what an earlier life of the program wrote, and the newest part of it to take away. */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'

import { oneLine } from '#kit/one-line.ts'
import { type ReadLine, readLines } from './read-line.ts'

/** So much of an earlier life is read. */
const earlierBytes = 1_000_000
/** So much is given away at the most. */
const mostGivenBytes = 10_000_000
const pieceBytes = 256 * 1024
/** A line that is longer than this is given away in parts. */
const longestLine = 4_000_000

/** Where the file ended when the program began, so that nothing of this life is read twice. */
export interface EndMark {
  readonly path: string
  readonly ino: number
  readonly size: number
}

/** Undefined: there is no file. */
export const markEnd = (path: string): EndMark | undefined => {
  try {
    const { ino, size } = statSync(path)
    return { path, ino, size }
  } catch {
    return undefined
  }
}

/** Whole lines alone: the first one is cut off unless the file begins with it. */
const linesIn = (text: string, isWhole: boolean): readonly string[] =>
  text
    .split('\n')
    .slice(isWhole ? 0 : 1)
    .filter((line) => line !== '')
    .map(oneLine)

const readPart = (file: number, { size }: EndMark): readonly string[] => {
  const from = Math.max(0, size - earlierBytes)
  const bytes = Buffer.alloc(size - from)
  const read = readSync(file, bytes, 0, bytes.length, from)
  return linesIn(bytes.toString('utf8', 0, read), from === 0)
}

/** Nothing where the file is gone, was rotated meanwhile, or cannot be read. */
export const readEarlier = (end: EndMark | undefined): readonly ReadLine[] => {
  if (end === undefined || end.size === 0) return []
  try {
    const file = openSync(end.path, 'r')
    try {
      return fstatSync(file).ino === end.ino ? readLines(readPart(file, end), 0) : []
    } finally {
      closeSync(file)
    }
  } catch {
    return []
  }
}

async function* piecesOf(file: FileHandle, from: number): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  const bytes = Buffer.alloc(pieceBytes)
  const until = from + mostGivenBytes
  for (let at = from; at < until; ) {
    const { bytesRead } = await file.read(bytes, 0, Math.min(pieceBytes, until - at), at)
    if (bytesRead === 0) return
    at += bytesRead
    yield decoder.write(bytes.subarray(0, bytesRead))
  }
}

/** Pieces that end with a line, so that no secret is cut in two before it is blanked. */
async function* wholeLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    rest += piece
    const end = rest.length > longestLine ? rest.length : rest.lastIndexOf('\n') + 1
    if (end === 0) continue
    yield rest.slice(0, end)
    rest = rest.slice(end)
  }
  if (rest !== '') yield rest
}

/** The file as somebody may take it away. */
export const tailOf = (path: string, redact: (text: string) => string) => ({
  /** Bytes; undefined where there is none. */
  size: async (): Promise<number | undefined> => {
    const found = await stat(path).catch(() => undefined)
    return found?.size
  },
  text: async function* (): AsyncGenerator<string> {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const from = Math.max(0, size - mostGivenBytes)
      let isFirst = from > 0
      for await (const lines of wholeLines(piecesOf(file, from))) {
        yield redact(isFirst ? lines.slice(lines.indexOf('\n') + 1) : lines)
        isFirst = false
      }
    } finally {
      await file.close()
    }
  }
})
