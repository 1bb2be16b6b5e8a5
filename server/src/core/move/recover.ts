/** The one answer to "what now?": a journal entry and what is on disk in, the next safe act out. Also drives moves that never crashed. */
import type { FileEntry, Intent } from './machine.ts'
import type { OrphanCause } from './orphan.ts'
import { rowsIn } from './rows-in.ts'
import { rowsOut } from './rows-out.ts'
import { type Seen, type Sight, sightOf } from './sight.ts'
import { type Act, factsOf, firstMatch } from './table.ts'

/** The next act, what it is about in people's words, and why when it ends the entry otherwise than intended. */
export interface Next {
  readonly act: Act
  readonly words: string
  readonly why: string | undefined
  readonly cause?: OrphanCause | undefined
}

const closing: ReadonlySet<Act> = new Set([
  'close-cached',
  'close-undone',
  'close-home',
  'close-kept',
  'close-renewed',
  'orphan'
])

/** What is said where no row speaks: names that are ours alone, and what nobody expected. */
export const otherWords = {
  oddName: 'A temporary name of ours holds something that is not ours; nothing was touched.',
  dropTemp: 'A copy under a temporary name was no longer needed; it was removed.',
  dropLink: 'A link under a temporary name was no longer needed; it was removed.',
  unknown: 'What was found fits nothing that is known; nothing was touched.'
} as const

/** Whether an act ends the entry. */
export const isClosing = (act: Act): boolean => closing.has(act)

/** Names that are ours alone must be gone before an entry closes; one that holds something else is for a person. */
const leftover = (sight: Sight): Next | undefined => {
  if (sight.temp === 'odd' || sight.link === 'odd') {
    return { act: 'needs-a-person', words: otherWords.oddName, why: 'a temporary name of ours holds something else' }
  }
  if (sight.temp === 'there') return { act: 'drop-temp', words: otherWords.dropTemp, why: undefined }
  return sight.link === 'there' ? { act: 'drop-link', words: otherWords.dropLink, why: undefined } : undefined
}

/** Next act for words already found. */
export const nextFor = (entry: FileEntry, sight: Sight, intent: Intent): Next => {
  const row = firstMatch(entry.direction === 'in' ? rowsIn : rowsOut, factsOf(entry, sight, intent))
  if (row === undefined) return { act: 'needs-a-person', words: otherWords.unknown, why: 'this state is not known' }
  const next: Next = { act: row.act, words: row.words, why: row.why, cause: row.cause }
  return isClosing(row.act) ? (leftover(sight) ?? next) : next
}

/** The next safe act. Called again after each act until the entry is closed; the same question always has the same answer. */
export const nextAct = (entry: FileEntry, seen: Seen, intent: Intent): Next =>
  nextFor(entry, sightOf(entry, seen), intent)
