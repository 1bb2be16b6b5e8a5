/** What a source of wants promises: wants and a report, or a report that it was silent. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { SourceReport, Want } from '#core/model/want.ts'

/** What a source is told when it is asked. */
export interface WantQuestion {
  /** The library, as soon as it is read: whatever does not need it is asked meanwhile. Rejects when it cannot be read. */
  readonly library: Promise<LibraryIndex>
  /** Sections that could not be read this time, as soon as that is known; absent: nobody can say. */
  readonly unread?: Promise<readonly string[]>
  /** Epoch milliseconds. */
  readonly now: number
  readonly signal: AbortSignal
}

/** What it answers. One report per section it speaks for, also when it wants nothing. */
export interface WantAnswer {
  readonly wants: readonly Want[]
  readonly reports: readonly SourceReport[]
}

/** A source of wants. It never throws for an outage: an outage is a silent report. It throws what the library could not be read for, and the signal's reason. */
export interface WantSource {
  readonly name: string
  ask(question: WantQuestion): Promise<WantAnswer>
}
