/** Why orders cannot be given now, each with the reason that a person reads on it; undefined where it can. */
import { useMay } from '../../api/use-access.ts'
import type { HeroPart } from './hero-part.ts'
import { statusText } from './text.ts'

const text = statusText.actions

type Why = string | undefined

/** `hold`: of the run under way. */
export const useHeld = ({ currentRun, plex, cached }: HeroPart): Record<'run' | 'hold' | 'restore', Why> => {
  const foreign = useMay('operate') ? undefined : text.notYours
  const forAdmin = useMay('admin') ? undefined : text.notYours
  const busy = currentRun === null ? undefined : text.busy
  return {
    run: foreign ?? (plex.state === 'not-set' ? text.notSet : busy),
    hold: foreign,
    restore: forAdmin ?? busy ?? (cached.units === 0 ? text.nothingHome : undefined)
  }
}
