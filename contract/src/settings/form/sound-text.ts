/** What no saved text may be, whatever its setting: endless, broken over lines, or no text at all. */
import type { SettingValue } from '../describe.ts'

const longest = 4096
const mostEntries = 200

const unsound = (text: string): string | undefined => {
  if (text.length > longest) return `must not be longer than ${longest} characters`
  if (/\p{Cc}/u.test(text)) return 'must not contain line breaks or other control characters'
  return text.isWellFormed() ? undefined : 'must be readable text'
}

/** The predicate of a sentence about what is wrong with a value, or undefined. */
export const whyUnsound = (value: SettingValue): string | undefined => {
  if (Array.isArray(value) && value.length > mostEntries) return `must not have more than ${mostEntries} entries`
  return [value]
    .flat()
    .map((entry) => (typeof entry === 'string' ? unsound(entry) : undefined))
    .find((why) => why !== undefined)
}
