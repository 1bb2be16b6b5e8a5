/** From the text of a variable to the value of a setting: comments, quotes, booleans, numbers, lists. */
import { type CheckedValue, checkValue, rangeOf, type SettingDescriptor, type SettingValue } from './describe.ts'
import { roomSizeOf } from './room-size.ts'

export interface CleanText {
  readonly text: string
  /** True when an unquoted comment was cut off. */
  readonly cut: boolean
}

// The closing quote must be the last thing, or be followed by a comment.
const QUOTED = /^(["'])(.*?)\1(?:\s+#.*)?$/s
const COMMENT = /(?:^|\s+)#.*$/s

/**
 * Trims, removes matching quotes and cuts an unquoted ` # comment`, also when the comment is all there is.
 * `.env` files are read by tools that do this and by tools that do not; both must arrive at the same value.
 */
export function cleanText(raw: string): CleanText {
  const trimmed = raw.trim()
  const quoted = QUOTED.exec(trimmed)
  if (quoted) return { text: (quoted[2] ?? '').trim(), cut: false }
  const text = trimmed.replace(COMMENT, '')
  return { text, cut: text !== trimmed }
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false]
])

/** Entries of a comma list, trimmed, empties ignored; only commas separate, because paths contain spaces. */
function readList(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

const INTEGER = /^[+-]?\d+$/
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

function meaningOf(descriptor: SettingDescriptor, text: string): SettingValue | undefined {
  switch (descriptor.kind) {
    case 'boolean':
      return WORDS.get(text.toLowerCase())
    case 'integer':
      return INTEGER.test(text) ? Number(text) : undefined
    case 'number':
      return DECIMAL.test(text) ? Number(text) : undefined
    case 'room':
      return roomSizeOf(text)
    case 'choice':
      return descriptor.choices?.find((choice) => choice.toLowerCase() === text.toLowerCase())
    case 'list':
      return readList(text)
    case 'text':
      return text
  }
}

/** The value that a cleaned text stands for, or what it would have to be. Never throws. */
export function readText(descriptor: SettingDescriptor, text: string): CheckedValue {
  const value = meaningOf(descriptor, text)
  return value === undefined ? { ok: false, demand: `must be ${rangeOf(descriptor)}` } : checkValue(descriptor, value)
}

const LONGEST_SHOWN = 80

/**
 * A given text as it may appear in a sentence: secrets hidden, long texts cut, nothing that could break a line.
 * Query and login of an address are left out: people paste addresses with a token in them.
 */
export function shownText(descriptor: SettingDescriptor, text: string): string {
  if (descriptor.secret) return 'the given text (hidden)'
  const plain = text.replace(/\p{Cc}/gu, ' ')
  const safe = descriptor.format === 'url' ? plain.replace(/[?#].*$/, '…').replace(/\/\/.*@/, '//…@') : plain
  return `'${safe.length > LONGEST_SHOWN ? `${safe.slice(0, LONGEST_SHOWN)}…` : safe}'`
}
