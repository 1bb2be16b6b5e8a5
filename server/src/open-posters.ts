/** Where posters are kept: below the data folder, as much as POSTER_CACHE_MB allows. */
import type { Settings } from '@pcu/contract'
import { createPictureShelf } from '#adapters/disk/posters/shelf.ts'
import type { Clock } from '#ports/clock.ts'
import type { PictureShelf } from '#ports/pictures/pictures.ts'

interface PosterPlan {
  readonly folders: { readonly data: string }
  readonly settings: Settings
  /** Nothing at all is kept. */
  readonly readOnly: boolean
  readonly clock: Pick<Clock, 'now'>
}

/** Opens the shelf; no folder is made before there is something to keep. */
export const openPosters = ({
  folders,
  settings,
  readOnly,
  clock
}: PosterPlan): { readonly pictures?: PictureShelf } => {
  const mostBytes = settings.web.posterCacheMb * 1_000_000
  return readOnly
    ? {}
    : { pictures: createPictureShelf({ folder: `${folders.data}/posters`, mostBytes, now: clock.now }) }
}
