/** What the outside may ask of the past. */
import type { Happened, HistoryFilter, HistoryPage, HistoryQuery } from '@pcu/contract'
import type { UndoDesk } from './undo.ts'

/** What is asked of the past. */
export interface HistoryFace {
  /** Some rows of what happened, newest first. */
  page(query: HistoryQuery): Promise<HistoryPage>
  /** Every row that the filters leave, newest first, read as they are taken. */
  everything(filter: HistoryFilter): AsyncIterable<Happened>
  /** How many runs are remembered. */
  runs(): Promise<number>
  /** Where a move is undone. */
  readonly undo: UndoDesk
}
