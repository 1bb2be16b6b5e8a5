/** Tells that a run brought nothing home because it would have been too much at once: what would go, and how a person allows it. */
import { formatBytes, type Problem } from '@pcu/contract'
import type { HeldReturns } from '#core/model/plan.ts'

const mostNamed = 3

const named = (titles: readonly string[]): string => {
  const more = titles.length - mostNamed
  return more > 0 ? `${titles.slice(0, mostNamed).join(', ')} and ${more} more` : titles.join(', ')
}

const what = ({ reason: { units, bytes, percent, limitPercent } }: HeldReturns): string =>
  `${units} titles (${formatBytes(bytes)}, ${percent} % of what is on the pool; RETURN_GUARD_PERCENT is ${limitPercent})`

/** For the end of a run's sentence. */
export const heldSentence = (held: HeldReturns, dryRun: boolean): string =>
  dryRun
    ? `${what(held)} would stay until you allow them to go home.`
    : `${what(held)} stay until you allow them to go home.`

/** What a person has to decide; nothing when nothing is held. */
export const problemsOfHeld = (held: HeldReturns | undefined): readonly Problem[] => {
  if (held === undefined) return []
  const sentence = `${what(held)} would go home in one run, so nothing was brought home: ${named(held.titles)}. "pcu plan --allow-returns" shows all of it, "pcu run --allow-returns" lets them go. If you expected nothing of the kind, look for a changed setting or a source that answers wrongly first.`
  return [{ id: 'guard.returns', severity: 'warning', sentence, setting: 'RETURN_GUARD_PERCENT' }]
}
