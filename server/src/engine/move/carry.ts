/** Carries one file's bytes to a temporary name beside its new place: directories, copy, and the journal around both. */
import type { FileEntry, Identity } from '#core/move/machine.ts'
import { allAtOnce, forEachBounded } from '#kit/bounded.ts'
import type { Spot, Verification } from '#ports/file-system.ts'
import type { EntryChange } from '#ports/journal.ts'
import type { MoveControl } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import type { MoveDeps } from './deps.ts'
import { makeDirectories, missingAbove } from './directories.ts'
import type { Progress } from './progress.ts'
import type { Reservation } from './rooms.ts'
import { parentOf } from './spots.ts'

/** What is carried where. */
export interface Carriage {
  readonly from: Spot
  /** What the source looked like when it was decided to copy it. */
  readonly source: Identity | FileEntry['source']
  /** The temporary name. */
  readonly to: Spot
  readonly verification: Verification
  /** The source's name goes once the copy has its own: then a second name may do instead of a copy. */
  readonly mayLink: boolean
  /** What else the journal notes before the first byte. */
  readonly change: EntryChange
  readonly reservation: Reservation
  readonly control: MoveControl
  readonly progress: Progress
}

const pathOf = ({ root, path }: Spot): string => `${root}/${path}`

const noRoom = (root: string): Failure =>
  new Failure('disk.full', {
    sentence: `The copy was stopped because ${root} would have fallen below the room that must stay free.`,
    hint: 'Somebody else is writing there; the move is tried again in a later run.',
    retry: 'later'
  })

const insistOnRoom = async (spot: Spot, reservation: Reservation): Promise<void> => {
  if (!(await reservation.stillFits(spot))) throw noRoom(spot.root)
}

/** One file on its way. */
export interface Load {
  readonly entry: FileEntry
  readonly carriage: Carriage
}

/** Journaled before the first byte. `directories`: those that are missing above it. */
const noteCopying = async ({ entry, carriage }: Load, directories: readonly Spot[], deps: MoveDeps): Promise<Load> => {
  const { change } = carriage
  const copying = await deps.step('commit.copying', () =>
    deps.journal.note(entry, { ...change, stage: 'copying', directories })
  )
  return { entry: copying, carriage }
}

/** Copies and verifies; gives back what the journal is told then. */
const copyBytes = async ({ entry, carriage }: Load, deps: MoveDeps): Promise<EntryChange> => {
  const { from, to, source, reservation, progress, control } = carriage
  const { mark, hash } = await deps.fileSystem.copy({
    from,
    to,
    expected: source,
    verification: carriage.verification,
    mayLink: carriage.mayLink,
    signal: control.signal,
    ...(control.pause === undefined ? {} : { pause: control.pause }),
    step: deps.step,
    onProgress: (phase, bytes) => {
      if (phase === 'verifying') return progress.phase('verifying')
      reservation.setRemaining(source.sizeBytes - bytes)
      progress.copied(entry.path, bytes)
    },
    checkpoint: () => insistOnRoom(to, reservation)
  })
  return { stage: 'verified', temp: mark, hash }
}

const noteVerified = (entry: FileEntry, verified: EntryChange, { step, journal }: MoveDeps): Promise<FileEntry> =>
  step('commit.verified', () => journal.note(entry, verified))

/** At least one. */
type Some<Item> = readonly [Item, ...Item[]]

/** What is missing above each of them, every directory only once. */
const missingAboveAll = async (loads: readonly Load[], deps: MoveDeps): Promise<ReadonlyMap<Load, readonly Spot[]>> => {
  const known = new Set<string>()
  const missing = new Map<Load, readonly Spot[]>()
  for (const load of loads) {
    const { to } = load.carriage
    const folder = pathOf(parentOf(to))
    if (known.has(folder)) continue
    known.add(folder)
    const all = await missingAbove(to, deps)
    missing.set(
      load,
      all.filter((directory) => !known.has(pathOf(directory)) || pathOf(directory) === folder)
    )
    for (const directory of all) known.add(pathOf(directory))
  }
  return missing
}

/** Room, journal, directories: what comes before the first byte of any of them. */
const prepare = async (loads: Some<Load>, deps: MoveDeps): Promise<readonly Load[]> => {
  const [{ carriage }] = loads
  await insistOnRoom(carriage.to, carriage.reservation)
  const missing = await missingAboveAll(loads, deps)
  const copying = await allAtOnce(loads, (load) => noteCopying(load, missing.get(load) ?? [], deps))
  for (const [load, directories] of missing) await makeDirectories(directories, load.carriage.from.root, deps)
  return copying
}

/** How many small files are copied at once: each waits most of the time, and file systems make durable together what is asked for together. */
const copiesAtOnce = 16

/**
 * Carries small files of one unit in step: all are journaled, then all are copied, then all are journaled again, so that they share every wait for
 * the journal's disk. When one fails, all that were under way have ended. The entries are verified and keep their order.
 */
export const carryTogether = async (loads: Some<Load>, deps: MoveDeps): Promise<readonly FileEntry[]> => {
  const copying = await prepare(loads, deps)
  const carried = await forEachBounded(copying, copiesAtOnce, async (load) => ({
    entry: load.entry,
    verified: await copyBytes(load, deps)
  }))
  return await allAtOnce(carried, ({ entry, verified }) => noteVerified(entry, verified, deps))
}

/** Copies and verifies. The entry it gives back is verified and knows the copy's inode and hash. */
export const carry = async (entry: FileEntry, carriage: Carriage, deps: MoveDeps): Promise<FileEntry> => {
  const [copying = { entry, carriage }] = await prepare([{ entry, carriage }], deps)
  return await noteVerified(copying.entry, await copyBytes(copying, deps), deps)
}
