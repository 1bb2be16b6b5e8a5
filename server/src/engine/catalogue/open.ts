/** Adds the library as a list to the engine's face. */
import type { Face, LibraryFace } from '#engine/face.ts'
import type { PinRoom } from '#engine/pins/open.ts'
import { createPosters, type PosterDeps } from '#engine/posters/posters.ts'
import { knownServer } from '#engine/server-identity.ts'
import type { Memory } from '#ports/store.ts'
import { type CatalogueDeps, openCatalogue } from './catalogue.ts'

/** What it needs. */
export interface OpenLibrary
  extends Omit<CatalogueDeps, 'pins' | 'ourServer'>,
    Pick<PosterDeps, 'server' | 'pictures'> {
  readonly pins: Pick<PinRoom, 'store'>
  readonly memory: Memory
}

/** The whole face; what people change through it is in the list at once. */
export const withLibrary = (
  face: Omit<Face, keyof LibraryFace | 'history'>,
  deps: OpenLibrary
): Omit<Face, 'history'> => {
  const ourServer = () => knownServer(deps.memory)
  const catalogue = openCatalogue({ ...deps, ourServer, pins: deps.pins.store })
  const changing =
    <Args extends readonly unknown[], Answer>(order: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> =>
      order(...args).finally(catalogue.changed)
  return {
    ...face,
    library: catalogue.page,
    poster: createPosters({ ...deps, ourServer, has: catalogue.has }),
    pin: changing(face.pin),
    unpin: changing(face.unpin),
    resolveOrphan: changing(face.resolveOrphan)
  }
}
