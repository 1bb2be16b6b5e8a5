/** Why orders cannot be given now, each with the reason that a person reads on it; undefined where it can. */
import { useMay } from '../../api/use-access.ts'
import type { HeroPart } from './hero-part.ts'
import { statusText } from './text.ts'

const text = statusText.actions

type Why = string | undefined

/** `preview`: a dry run; `hold`: of the run under way. */
export const useHeld = ({
  currentRun,
  plex,
  cached,
  isSetUp
}: HeroPart): Record<'run' | 'preview' | 'hold' | 'restore', Why> => {
  const foreign = useMay('operate') ? undefined : text.notYours
  const forAdmin = useMay('admin') ? undefined : text.notYours
  const busy = currentRun === null ? undefined : text.busy
  const preview = foreign ?? (plex.state === 'not-set' ? text.notSet : busy)
  return {
    run: preview ?? (isSetUp ? undefined : text.notSetUp),
    preview,
    hold: foreign,
    restore: forAdmin ?? busy ?? (cached.units === 0 ? text.nothingHome : undefined)
  }
}
