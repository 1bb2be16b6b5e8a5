/** How the tables of next steps are written and read: rows of what is seen, first match wins. */
import type { FileEntry, FileStage, Intent, Route } from './machine.ts'
import type { OrphanCause } from './orphan.ts'
import type { Sight } from './sight.ts'

/** One act on the disk or in the journal. `close-*` and `orphan` end the entry. */
export type Act =
  | 'drop-temp'
  | 'drop-link'
  | 'publish'
  | 'note-published'
  | 'note-switching'
  | 'park'
  | 'remove-original'
  | 'make-link'
  | 'switch-link'
  | 'place-link'
  | 'unpark'
  | 'withdraw'
  | 'put-back'
  | 'relink'
  | 'drop-parked'
  | 'replace'
  | 'place'
  | 'note-restored'
  | 'drop-copy'
  | 'set-aside'
  | 'clear-copy'
  | 'clear-parked'
  | 'clear-original'
  | 'clear-link'
  | 'close-cached'
  | 'close-undone'
  | 'close-home'
  | 'close-kept'
  | 'close-renewed'
  | 'orphan'
  | 'needs-a-person'

type OneOf<T> = T | readonly T[]

/** What a row asks of the world; what it leaves out does not matter. `serves` is link or name: how Plex is to find the copy. */
export interface Pattern extends Partial<{ readonly [K in keyof Sight]: OneOf<Sight[K]> }> {
  readonly stage?: OneOf<FileStage>
  readonly intent?: Intent
  readonly serves?: 'link' | 'name'
  readonly fate?: OneOf<FileEntry['mode']['original']>
  readonly route?: OneOf<Route>
}

/** A row: when the world looks so, this is the next safe act. */
export interface Row {
  readonly when: Pattern
  readonly act: Act
  /** What was found and what was therefore done, as one sentence for a person; true for everything that the row matches. */
  readonly words: string
  /** Why, as a clause for a person; for the acts that end an entry otherwise than intended. */
  readonly why?: string
  /** What somebody did, where the act leaves an orphan. */
  readonly cause?: OrphanCause
}

/** The facts that rows are matched against. */
export type Facts = Required<{ readonly [K in keyof Pattern]: string }>

/** The facts of an entry and a look. */
export const factsOf = (entry: FileEntry, sight: Sight, intent: Intent): Facts => ({
  ...sight,
  stage: entry.stage,
  intent,
  serves: entry.mode.presentation === 'symlink' ? 'link' : 'name',
  fate: entry.mode.original,
  route: entry.route ?? 'none'
})

const holds = (wanted: OneOf<string> | undefined, fact: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === fact : wanted.includes(fact))

const matches = (pattern: Pattern, facts: Facts): boolean =>
  holds(pattern.stage, facts.stage) &&
  holds(pattern.intent, facts.intent) &&
  holds(pattern.serves, facts.serves) &&
  holds(pattern.fate, facts.fate) &&
  holds(pattern.route, facts.route) &&
  holds(pattern.original, facts.original) &&
  holds(pattern.copy, facts.copy) &&
  holds(pattern.backup, facts.backup) &&
  holds(pattern.temp, facts.temp) &&
  holds(pattern.link, facts.link)

/** The first row that fits. */
export const firstMatch = (rows: readonly Row[], facts: Facts): Row | undefined =>
  rows.find((row) => matches(row.when, facts))
