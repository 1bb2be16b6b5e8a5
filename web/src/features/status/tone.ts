/** How the whole state is to be taken at a glance. */
import type { Status } from '@pcu/contract'

/** bad: something needs a person; warn: something is not as it should be; good: nothing to do. */
export type Tone = 'good' | 'warn' | 'bad'

/** The gravest thing wins. */
export function toneOf({ problems, plex }: Pick<Status, 'problems' | 'plex'>): Tone {
  if (problems.some(({ severity }) => severity === 'error')) return 'bad'
  const silent = plex.state === 'silent' || plex.state === 'not-set'
  return silent || problems.some(({ severity }) => severity === 'warning') ? 'warn' : 'good'
}
