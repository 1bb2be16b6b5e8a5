/** The files that have no place by any pair of paths: those that are wanted, and those of units that are on the pool. */
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import type { PlexPath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import { isBelow, type PathMap } from '#core/resolve/path-map.ts'
import { type Candidate, fitOf, type Sought, tailsOf } from '#core/scan/seek.ts'

/** A file without a place. */
export interface Part extends Sought {
  /** Somebody wants it; the others only need an answer that is known. */
  readonly isWanted: boolean
}

interface Asked {
  readonly wants: readonly Want[]
  readonly owned: readonly OwnedUnit[]
  readonly library: LibraryIndex
}

const filesOf = (item: LibraryItem) =>
  item.versions.filter((version) => !version.optimized).flatMap((version) => version.parts)

const hasNoPlace = (file: PlexPath, pathMap: PathMap): boolean => {
  const placed = pathMap.place(file)
  return placed.kind === 'refused' && placed.rule === 'path-is-mapped'
}

/** Each once. */
export const partsOf = ({ wants, owned, library }: Asked, pathMap: PathMap): readonly Part[] => {
  const of = (keys: Iterable<string>, isWanted: boolean): readonly Part[] =>
    [...keys]
      .flatMap((key) => library.item(key) ?? [])
      .flatMap(filesOf)
      .filter(({ file }) => hasNoPlace(file, pathMap))
      .map(({ file, sizeBytes }) => ({ plexPath: file, sizeBytes, isWanted }))
  const known = of(new Set(owned.flatMap(({ ratingKeys }) => ratingKeys)), false)
  const wanted = of(new Set(wants.map(({ ratingKey }) => ratingKey)), true)
  return [...new Map([...known, ...wanted].map((part) => [part.plexPath, part])).values()]
}

/** What is on the pool tells by itself which file it was; its name in the library is a link now, which no look would take for it. */
export const ownCandidates = (
  part: Part,
  owned: readonly OwnedUnit[],
  roots: readonly string[]
): readonly Candidate[] =>
  owned
    .flatMap(({ files }) => files)
    .filter(({ role, sharePath }) => role === 'video' && roots.some((root) => isBelow(sharePath, root)))
    .flatMap(({ sharePath, sizeBytes }): readonly Candidate[] => {
      const parts = sharePath.split('/')
      const how = fitOf(part, { name: parts.at(-1) ?? '', folder: parts.at(-2) ?? '', sizeBytes })
      if (how === undefined || how === 'stem') return []
      const byTail = tailsOf(part).some((tail) => roots.some((root) => sharePath === `${root}/${tail}`))
      return [{ path: sharePath, sizeBytes, how: byTail ? 'path' : how }]
    })
