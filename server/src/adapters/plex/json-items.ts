/** Takes a long list apart without building it: each item of `Metadata` is parsed alone and can be forgotten at once. */

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
  let end = bytes.indexOf(quote, at + 1)
  while (end !== -1) {
    let slashes = 0
    while (bytes[end - 1 - slashes] === backslash) slashes += 1
    if (slashes % 2 === 0) return end + 1
    end = bytes.indexOf(quote, end + 1)
  }
  return bytes.length
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

/** Position of the comma or bracket that ends the element beginning at `from`. */
const endOfElement = (bytes: Buffer, from: number): number => {
  let depth = 0
  for (let at = from; at < bytes.length; at = next(bytes, at)) {
    const byte = bytes[at]
    if (depth === 0 && (byte === comma || byte === closeBracket)) return at
    depth += depthChange(byte)
  }
  return bytes.length
}

/**
 * Parses a document as `JSON.parse` would, but hands the elements of `MediaContainer.Metadata` to `each`, one by one, and
 * returns the document with that list empty. Throws a SyntaxError like `JSON.parse`; elements in front of the bad place
 * have been handed over by then.
 */
export const parseJsonItems = (bytes: Buffer, each: (item: unknown) => void): unknown => {
  const start = findList(bytes)
  if (start === -1) return JSON.parse(bytes.toString('utf8'))
  let at = start
  let isEmpty = bytes[skipBlanks(bytes, start)] === closeBracket
  while (!isEmpty) {
    const end = endOfElement(bytes, at)
    each(JSON.parse(bytes.toString('utf8', at, end)))
    isEmpty = bytes[end] !== comma
    at = isEmpty ? end : end + 1
  }
  return JSON.parse(bytes.toString('utf8', 0, start) + bytes.toString('utf8', at))
}
