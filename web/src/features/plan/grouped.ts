/** Sorts decisions by what happens, with the size of each group. */
import type { Action, Decision } from '@pcu/contract'

/** Decisions of one action. `bytes` counts only what is known. */
export interface Group {
  readonly action: Action
  readonly decisions: readonly Decision[]
  readonly bytes: number
  /** Some sizes are not known. */
  readonly more: boolean
}

const order: readonly Action[] = ['promote', 'evict', 'keep', 'leave']

/** What moves comes first; actions that nothing fell to are left out. */
export function grouped(decisions: readonly Decision[]): readonly Group[] {
  return order
    .map((action) => {
      const own = decisions.filter((decision) => decision.action === action)
      return {
        action,
        decisions: own,
        bytes: own.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
        more: own.some(({ sizeBytes }) => sizeBytes === null)
      }
    })
    .filter((group) => group.decisions.length > 0)
}
