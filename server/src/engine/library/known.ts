/** The library as it was last read, for what people ask between runs. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { Clock } from '#ports/clock.ts'
import type { LibraryReading, MediaServer } from '#ports/media-server.ts'

/** One reading. */
export interface Known {
  readonly index: LibraryIndex
  /** Epoch milliseconds. */
  readonly at: number
  /** Sections that could not be read then. */
  readonly unread: readonly string[]
}

/** The library as it was last read. */
export interface KnownLibrary {
  /** The last reading; undefined before the first. Asks nobody. */
  last(): Known | undefined
  /** The last reading; Plex is asked when there is none yet. Throws its Failure. */
  read(signal: AbortSignal): Promise<Known>
}

/** Ids of the sections that a reading could not read. */
export const unreadOf = ({ silent }: LibraryReading): readonly string[] => silent.map(({ sectionId }) => sectionId)

/** The same server, and the library as whoever read it through that server last heard of it. Nothing is known yet. */
export const knowLibrary = ({
  server,
  clock
}: {
  readonly server: MediaServer
  readonly clock: Clock
}): { readonly server: MediaServer; readonly library: KnownLibrary } => {
  let known: Known | undefined

  const asKnown = (reading: LibraryReading): Known => ({
    index: reading.index,
    at: clock.now(),
    unread: unreadOf(reading)
  })
  const readLibrary = async (signal: AbortSignal): Promise<LibraryReading> => {
    const reading = await server.readLibrary(signal)
    known = asKnown(reading)
    return reading
  }
  return {
    server: { ...server, readLibrary },
    library: {
      last: () => known,
      read: async (signal) => known ?? asKnown(await readLibrary(signal))
    }
  }
}
