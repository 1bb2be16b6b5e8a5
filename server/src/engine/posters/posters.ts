/** Posters for the page: from the shelf while they are fresh, from Plex otherwise; only of titles that the library holds. */
import type { PosterSize } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { KeptPicture, Picture, PictureShelf } from '#ports/pictures/pictures.ts'
import { Failure } from '#src/failure.ts'

/** What handing out needs. */
export interface PosterDeps {
  readonly server: Pick<MediaServer, 'readPicture'>
  /** Absent: nothing is kept. */
  readonly pictures?: PictureShelf | undefined
  /** Whether the library has something of this key. */
  readonly has: (ratingKey: string) => boolean
  /** The server that is ours: keys of another one mean other titles. */
  readonly ourServer: () => Promise<string | undefined>
  readonly clock: Pick<Clock, 'now'>
}

/** none: it has no poster; silent: nobody can say at this moment; unknown: the library holds nothing of this key. */
export type Poster =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'none' | 'silent' | 'unknown' }

/** Hands out a poster. Throws nothing but bugs. */
export type HandOut = (ratingKey: string, size: PosterSize) => Promise<Poster>

/** Pixels; twice as many as the page shows, for fine screens. */
const sizes: { readonly [size in PosterSize]: { readonly width: number; readonly height: number } } = {
  small: { width: 120, height: 180 },
  medium: { width: 320, height: 480 }
}

const hourMs = 60 * 60_000
/** People change posters now and then. */
const freshMs = 7 * 24 * hourMs
/** What has none is asked for again after so long. */
const noneMs = hourMs
const mostNone = 5000
/** A Plex that gives no pictures is left alone so long. */
const restMs = 15_000
/** More than a page asks for while somebody scrolls; whatever comes beyond asks again. */
const mostWaiting = 100

/** Keys that have no poster, forgotten after a while and by number. */
const createNone = (now: () => number) => {
  const since = new Map<string, number>()
  return {
    has: (name: string): boolean => {
      const at = since.get(name)
      return at !== undefined && Math.abs(now() - at) < noneMs
    },
    add: (name: string): void => {
      since.set(name, now())
      for (const oldest of since.keys()) if (since.size > mostNone) since.delete(oldest)
    }
  }
}

/** Opens it; asks nobody. */
export const createPosters = ({ server, pictures, has, ourServer, clock }: PosterDeps): HandOut => {
  const none = createNone(clock.now)
  const underWay = new Map<string, Promise<Poster>>()
  let failedAt: number | undefined

  const fetch = async (name: string, ratingKey: string, size: PosterSize): Promise<Poster> => {
    const picture = await server.readPicture({ ratingKey, ...sizes[size] }, new AbortController().signal)
    if (picture === undefined) {
      none.add(name)
      return { kind: 'none' }
    }
    await pictures?.keep(name, { ...picture, fetchedAt: clock.now() })
    return { kind: 'picture', picture }
  }
  /** An old picture is better than none while Plex is silent. */
  const fetchOr = async (name: string, ask: () => Promise<Poster>, kept: KeptPicture | undefined): Promise<Poster> => {
    const old: Poster = kept === undefined ? { kind: 'silent' } : { kind: 'picture', picture: kept }
    const rests = failedAt !== undefined && Math.abs(clock.now() - failedAt) < restMs
    if (rests || underWay.size >= mostWaiting) return old
    const asked = ask().catch((thrown: unknown): Poster => {
      if (!(thrown instanceof Failure)) throw thrown
      failedAt = clock.now()
      return old
    })
    underWay.set(name, asked)
    return asked.finally(() => underWay.delete(name))
  }

  return async (ratingKey, size) => {
    if (!has(ratingKey)) return { kind: 'unknown' }
    const name = `${(await ourServer()) ?? ''} ${ratingKey} ${size}`
    if (none.has(name)) return { kind: 'none' }
    const kept = await pictures?.read(name)
    if (kept !== undefined && Math.abs(clock.now() - kept.fetchedAt) < freshMs)
      return { kind: 'picture', picture: kept }
    return underWay.get(name) ?? fetchOr(name, () => fetch(name, ratingKey, size), kept)
  }
}
