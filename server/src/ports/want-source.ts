/** What a source of wants promises: wants and a report, or a report that it was silent. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { SourceReport, Want } from '#core/model/want.ts'

/** What a source is told when it is asked. */
export interface WantQuestion {
  readonly library: LibraryIndex
  readonly now: number
  readonly signal: AbortSignal
}

/** What it answers. One report per section it speaks for, also when it wants nothing. */
export interface WantAnswer {
  readonly wants: readonly Want[]
  readonly reports: readonly SourceReport[]
}

/** A source of wants. It never throws for an outage: an outage is a silent report. */
export interface WantSource {
  readonly name: string
  ask(question: WantQuestion): Promise<WantAnswer>
}
