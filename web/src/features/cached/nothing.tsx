/** Nothing lies on the pool because of us: why, and what comes next. */
import { useStatus } from '../../live/live.ts'
import { Empty } from '../../ui/empty.tsx'
import { cachedText } from './text.ts'

/** Stands where the rows would be. */
export function Nothing() {
  const { data: plex } = useStatus((status) => status.plex.state)
  const notSet = plex === 'not-set'
  return (
    <Empty sentence={notSet ? cachedText.noneNotSet : cachedText.none}>
      <p>{notSet ? cachedText.noneNotSetNext : cachedText.noneNext}</p>
    </Empty>
  )
}
