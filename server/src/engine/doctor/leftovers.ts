/** Names of ours that belong to nothing any more: temporary names without an open move, and empty folders that we made. Found by looking, removed on demand. */
import type { Finding } from '@pcu/contract'
import { directoryOf, isMoveName, nameOf } from '#core/move/names.ts'
import type { Spot } from '#ports/file-system.ts'
import type { RegisteredFile } from '#ports/register.ts'
import type { DoctorDeps } from './deps.ts'

/** What was found, and what removing it takes. */
export interface Leftover {
  readonly finding: Finding
  readonly spot: Spot
  readonly kind: 'temporary' | 'folder'
}

const pathOf = ({ root, path }: Spot): string => `${root}/${path}`

const keyOf = ({ root, path }: Spot): string => `${root}\0${path}`

const unique = (spots: readonly Spot[]): readonly Spot[] => [
  ...new Map(spots.map((spot) => [keyOf(spot), spot])).values()
]

const temporary = (spot: Spot): Leftover => ({
  spot,
  kind: 'temporary',
  finding: {
    id: `leftover.temporary:${pathOf(spot)}`,
    severity: 'warning',
    sentence: `${pathOf(spot)} is a temporary file of ours that belongs to no move any more; it only takes room.`,
    repair: 'It is removed.'
  }
})

const folder = (spot: Spot): Leftover => ({
  spot,
  kind: 'folder',
  finding: {
    id: `leftover.folder:${pathOf(spot)}`,
    severity: 'info',
    sentence: `The folder ${pathOf(spot)} was made by us and is empty.`,
    repair: 'It is removed.'
  }
})

/** Where our names may be: beside every file of ours, and in every folder that we made. */
const placesOf = (files: readonly RegisteredFile[], made: readonly Spot[], array: boolean): readonly Spot[] => {
  const pools = new Set<string>(files.map(({ poolRoot }) => poolRoot))
  const beside = files.flatMap((file) => {
    const path = directoryOf(file.path)
    return [{ root: file.poolRoot, path }, ...(array ? [{ root: file.arrayRoot, path }] : [])]
  })
  return unique([...beside, ...made.filter(({ root }) => array || pools.has(root))])
}

/** Looks for them. While a move is open none is found, because its names may be any of them. `array`: also there, which wakes its disks. */
export const findLeftovers = async (
  { instruments }: DoctorDeps,
  files: readonly RegisteredFile[],
  array: boolean
): Promise<readonly Leftover[]> => {
  const { fileSystem, journal } = instruments
  if ((await journal.unfinished()).length > 0) return []
  const made = await journal.madeDirectories()
  const ours = new Set(made.map(keyOf))
  const found: Leftover[] = []
  for (const place of placesOf(files, made, array)) {
    const names = await fileSystem.list(place)
    if (names === undefined) continue
    const path = (name: string): string => (place.path === '' ? name : `${place.path}/${name}`)
    found.push(...names.filter(isMoveName).map((name) => temporary({ root: place.root, path: path(name) })))
    if (names.length === 0 && ours.has(keyOf(place))) found.push(folder(place))
  }
  return found
}

const removeTemporary = async (spot: Spot, { instruments }: DoctorDeps): Promise<boolean> => {
  const { fileSystem } = instruments
  const found = await fileSystem.look(spot)
  if (found === undefined || !isMoveName(nameOf(spot.path))) return false
  if (found.kind === 'link' && found.text !== undefined) {
    await fileSystem.unlink(spot, { kind: 'link', text: found.text })
  } else {
    await fileSystem.unlink(spot, { kind: 'plain-file' })
  }
  await fileSystem.syncDirectory({ root: spot.root, path: directoryOf(spot.path) })
  return true
}

const removeFolder = async (spot: Spot, { instruments }: DoctorDeps): Promise<boolean> => {
  if (!(await instruments.fileSystem.removeDirectory(spot))) return false
  await instruments.journal.forgetDirectories([spot])
  return true
}

/** Removes one; what is no longer as it was found stays. Says what was done, or undefined. */
export const removeLeftover = async (leftover: Leftover, deps: DoctorDeps): Promise<string | undefined> => {
  const { spot, kind } = leftover
  const removed = kind === 'temporary' ? await removeTemporary(spot, deps) : await removeFolder(spot, deps)
  return removed ? `${pathOf(spot)} was removed.` : undefined
}
