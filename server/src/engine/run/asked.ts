/** Whether a person stands behind a run: what was asked for is answered, everything else is news. */
import type { RunRequest } from '#engine/run-deps.ts'

/** A person ordered it, on the page or by the command line. */
export const isAsked = ({ trigger }: Pick<RunRequest, 'trigger'>): boolean =>
  trigger === 'button' || trigger === 'command'
