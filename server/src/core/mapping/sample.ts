/** Which files stand for a folder of the library when it is looked for on the disks: a few, spread over the whole of it, by name and size. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { PlexPath } from '#core/model/place.ts'
import { relativeInPlex } from '#core/resolve/path-map.ts'

/** One file that is looked for. */
export interface Sample {
  /** Relative to the location, with `/`. */
  readonly path: string
  /** As Plex last saw it. */
  readonly sizeBytes: number
}

/** A folder of a library section, as Plex calls it, with the files that stand for it. */
export interface Location {
  readonly sectionId: string
  readonly section: string
  readonly path: PlexPath
  readonly samples: readonly Sample[]
}

/** More would not tell more: files of one folder stand or fall together. */
const mostSamples = 50

/** So many of them, at even distances, the first one included. */
const spread = <T>(all: readonly T[], most: number): readonly T[] => {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]).filter(
    (one): one is T => one !== undefined
  )
}

/** The locations of every section, each with its samples. A file counts for the innermost location that holds it; one whose size Plex does not say for none. */
export const sampleLocations = (library: LibraryIndex, most = mostSamples): readonly Location[] =>
  library.sections.flatMap(({ sectionId, title, locations }) => {
    const held = new Map<PlexPath, Sample[]>(locations.map((path) => [path, []]))
    const innermost = locations.toSorted((a, b) => b.length - a.length)
    for (const { file, sizeBytes } of library.filesOf(sectionId)) {
      const home = innermost.find((path) => relativeInPlex(file, path))
      const path = home === undefined ? undefined : relativeInPlex(file, home)
      if (home !== undefined && path !== undefined && sizeBytes !== undefined) held.get(home)?.push({ path, sizeBytes })
    }
    return locations.map((path) => ({ sectionId, section: title, path, samples: spread(held.get(path) ?? [], most) }))
  })
