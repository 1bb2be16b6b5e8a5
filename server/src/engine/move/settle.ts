/** Settles what a crash or an error left open: every entry forward or back, by the same table that moves files. */

import { explain } from '@pcu/contract'
import { intentOf, type OpenMove } from '#core/move/machine.ts'
import type { Act } from '#core/move/table.ts'
import type { Settled } from '#ports/mover.ts'
import { sentenceOf } from '#src/failure.ts'
import type { MoveDeps } from './deps.ts'
import { type Driven, type DriveOptions, drive } from './drive.ts'
import { insistOnFree, insistOnUnusedOriginal } from './home/unused.ts'
import { isWorldly, outcomeOf, StoodBack } from './stood-back.ts'

const stateOf = (endings: readonly Driven[]): Settled['state'] => {
  const kinds = new Set(endings.map((driven) => driven.ending.kind))
  if (kinds.has('orphan')) return 'needs-a-person'
  return kinds.has('undone') || kinds.has('kept') ? 'rolled-back' : 'finished'
}

const words: Readonly<Record<Settled['state'], string>> = {
  finished: 'was finished',
  'rolled-back': 'was undone',
  'needs-a-person': 'needs a person'
}

/** Many files end alike; more than a few sentences nobody reads. */
const mostSentences = 3

const sentence = (move: OpenMove, state: Settled['state'], endings: readonly Driven[]): string => {
  const what = move.direction === 'in' ? 'to the pool' : 'home'
  const why = endings.find((driven) => driven.why !== undefined)?.why
  const head = `The interrupted move of ${move.title} ${what} ${words[state]}${why === undefined ? '' : `: ${why}`}.`
  const told = [...new Set(endings.flatMap((driven) => driven.words))]
  return [head, ...told.slice(-mostSentences)].join(' ')
}

/** Acts that replace or take away a file that somebody may have opened since the process died. */
const touchesReaders: ReadonlySet<Act> = new Set([
  'park',
  'make-link',
  'switch-link',
  'remove-original',
  'replace',
  'drop-copy',
  'set-aside',
  'clear-copy',
  'clear-parked',
  'clear-original'
])

/** Recovery waits for readers as every other move does: the entry stays open, and everything of it where it is. */
const beforeAct =
  (deps: MoveDeps): NonNullable<DriveOptions['before']> =>
  async (act, entry) => {
    if (!touchesReaders.has(act)) return
    await (entry.direction === 'out' ? insistOnFree(entry, deps) : insistOnUnusedOriginal(entry, deps))
  }

/** Settles one open move. Errors of the world leave the rest of it open, for the next time. */
export const settleMove = async (move: OpenMove, deps: MoveDeps): Promise<Settled> => {
  const endings: Driven[] = []
  try {
    for (const entry of move.files) {
      endings.push(await drive(entry, { intent: intentOf(move, entry.stage), before: beforeAct(deps) }, deps))
    }
  } catch (thrown) {
    if (!isWorldly(thrown)) throw thrown
    const told = thrown instanceof StoodBack ? explain(thrown.reason) : sentenceOf(thrown)
    const sentence = `The interrupted move of ${move.title} is still open: ${told}`
    return { state: 'needs-a-person', sentence, unit: move.unit, met: outcomeOf(thrown, move.unit) }
  }
  const state = stateOf(endings)
  return { state, sentence: sentence(move, state, endings), unit: move.unit }
}

/** Settles everything that is open. A second time it finds nothing and does nothing. */
export const settleAll = async (deps: MoveDeps): Promise<readonly Settled[]> => {
  const settled: Settled[] = []
  for (const move of await deps.journal.unfinished()) settled.push(await settleMove(move, deps))
  return settled
}
