/** Takes a long list apart without building it: the items of `Metadata` are parsed a few at a time and can be forgotten at once. */

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Position behind the string that begins at `at`; the end of the text when it does not close. */
const behindString = (bytes: Buffer, at: number): number => {
  let end = at + 1
  while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1
  return Math.min(end + 1, bytes.length)
}

/** The next position outside of strings. */
const next = (bytes: Buffer, at: number): number => (bytes[at] === quote ? behindString(bytes, at) : at + 1)

const depthChange = (byte: number | undefined): number => {
  if (byte === openBrace || byte === openBracket) return 1
  return byte === closeBrace || byte === closeBracket ? -1 : 0
}

const skipBlanks = (bytes: Buffer, from: number): number => {
  let at = from
  while (isBlank(bytes[at])) at += 1
  return at
}

const listName = Buffer.from('"Metadata"')

/** Position behind the `[` of the list, when the string at `at` is its name. */
const listNamedAt = (bytes: Buffer, at: number): number | undefined => {
  const end = at + listName.length
  if (!bytes.subarray(at, end).equals(listName)) return undefined
  const separator = skipBlanks(bytes, end)
  if (bytes[separator] !== colon) return undefined
  const bracket = skipBlanks(bytes, separator + 1)
  return bytes[bracket] === openBracket ? bracket + 1 : undefined
}

/** Position behind the `[` of `MediaContainer.Metadata`; -1 when there is no such list. */
const findList = (bytes: Buffer): number => {
  let depth = 0
  for (let at = 0; at < bytes.length; at = next(bytes, at)) {
    const found = depth === 2 && bytes[at] === quote ? listNamedAt(bytes, at) : undefined
    if (found !== undefined) return found
    depth += depthChange(bytes[at])
  }
  return -1
}

/** Items of about this many bytes are parsed together: alone, each would cost twice the time. */
const batchBytes = 32 * 1024

/** Position of the first comma between items after a full batch, or of the bracket behind the last item. */
const endOfBatch = (bytes: Buffer, from: number): number => {
  let depth = 0
  for (let at = from; at < bytes.length; at = next(bytes, at)) {
    const byte = bytes[at]
    if (depth === 0 && (byte === closeBracket || (byte === comma && at - from >= batchBytes))) return at
    depth += depthChange(byte)
  }
  return bytes.length
}

const parseBatch = (bytes: Buffer, from: number, to: number): readonly unknown[] => {
  const items: unknown = JSON.parse(`[${bytes.toString('utf8', from, to)}]`)
  if (!Array.isArray(items) || items.length === 0) throw new SyntaxError('A comma without an item behind it')
  return items
}

/**
 * Parses a document as `JSON.parse` would, but hands the elements of `MediaContainer.Metadata` to `each`, a few at a time,
 * and returns the document with that list empty. Throws a SyntaxError like `JSON.parse`; elements in front of the bad
 * place may have been handed over by then.
 */
export const parseJsonItems = (bytes: Buffer, each: (item: unknown) => void): unknown => {
  const start = findList(bytes)
  if (start === -1) return JSON.parse(bytes.toString('utf8'))
  let at = start
  let isEmpty = bytes[skipBlanks(bytes, start)] === closeBracket
  while (!isEmpty) {
    const end = endOfBatch(bytes, at)
    for (const item of parseBatch(bytes, at, end)) each(item)
    isEmpty = bytes[end] !== comma
    at = isEmpty ? end : end + 1
  }
  return JSON.parse(bytes.toString('utf8', 0, start) + bytes.toString('utf8', at))
}
