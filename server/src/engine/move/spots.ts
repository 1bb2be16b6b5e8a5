/** Where the five names of a file under way are, and one look at all of them. */
import type { FileEntry } from '#core/move/machine.ts'
import {
  asideName,
  directoryOf,
  homePathOf,
  linkName,
  nameOf,
  parkedPathOf,
  sibling,
  tempName
} from '#core/move/names.ts'
import type { Seen } from '#core/move/sight.ts'
import type { FileSystem, Spot } from '#ports/file-system.ts'

/** The five names. The temporary copy lies in the directory of the name that it will get. */
export interface Spots {
  readonly original: Spot
  readonly copy: Spot
  readonly backup: Spot
  readonly temp: Spot
  readonly link: Spot
  /** Where a damaged copy is put for a person to look at. Not one of the five: nothing depends on it. */
  readonly aside: Spot
}

/** The directory that holds a spot's name. */
export const parentOf = (spot: Spot): Spot => ({ root: spot.root, path: directoryOf(spot.path) })

/** The spots of an entry. */
export const spotsOf = (entry: FileEntry): Spots => {
  const original = { root: entry.arrayRoot, path: homePathOf(entry) }
  const copy = { root: entry.poolRoot, path: entry.path }
  const arriving = entry.direction === 'in' ? copy : original
  return {
    original,
    copy,
    backup: { root: entry.arrayRoot, path: parkedPathOf(entry) },
    temp: { root: arriving.root, path: sibling(arriving.path, tempName(entry.opId)) },
    link: { root: entry.arrayRoot, path: sibling(original.path, linkName(entry.opId)) },
    aside: { root: entry.poolRoot, path: sibling(entry.path, asideName(nameOf(entry.path), entry.opId)) }
  }
}

const nothing = Promise.resolve(undefined)

/** Looks at every name that the entry's mode may use. */
export const lookAround = async (entry: FileEntry, fileSystem: Pick<FileSystem, 'look'>): Promise<Seen> => {
  const spots = spotsOf(entry)
  const [original, copy, temp, backup, link] = await Promise.all([
    fileSystem.look(spots.original),
    fileSystem.look(spots.copy),
    fileSystem.look(spots.temp),
    entry.mode.original === 'backup' ? fileSystem.look(spots.backup) : nothing,
    entry.mode.presentation === 'symlink' ? fileSystem.look(spots.link) : nothing
  ])
  return { original, copy, temp, backup, link }
}
