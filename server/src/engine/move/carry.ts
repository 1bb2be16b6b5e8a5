/** Carries one file's bytes to a temporary name beside its new place: directories, copy, and the journal around both. */
import type { FileEntry, Identity } from '#core/move/machine.ts'
import type { Spot, Verification } from '#ports/file-system.ts'
import type { EntryChange } from '#ports/journal.ts'
import type { MoveControl } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import type { MoveDeps } from './deps.ts'
import { makeDirectories, missingAbove } from './directories.ts'
import type { Progress } from './progress.ts'
import type { Reservation } from './rooms.ts'

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

const noRoom = (root: string): Failure =>
  new Failure('disk.full', {
    sentence: `The copy was stopped because ${root} would have fallen below the room that must stay free.`,
    hint: 'Somebody else is writing there; the move is tried again in a later run.',
    retry: 'later'
  })

const insistOnRoom = async (spot: Spot, reservation: Reservation): Promise<void> => {
  if (!(await reservation.stillFits(spot))) throw noRoom(spot.root)
}

/** Copies and verifies. The entry it gives back is verified and knows the copy's inode and hash. */
export const carry = async (entry: FileEntry, carriage: Carriage, deps: MoveDeps): Promise<FileEntry> => {
  const { fileSystem, journal, step } = deps
  const { from, to, source, reservation, progress, control } = carriage
  await insistOnRoom(to, reservation)
  const directories = await missingAbove(to, deps)
  const copying = await step('commit.copying', () =>
    journal.note(entry, { ...carriage.change, stage: 'copying', directories })
  )
  await makeDirectories(directories, from.root, deps)
  const { mark, hash } = await fileSystem.copy({
    from,
    to,
    expected: source,
    verification: carriage.verification,
    mayLink: carriage.mayLink,
    signal: control.signal,
    ...(control.pause === undefined ? {} : { pause: control.pause }),
    step,
    onProgress: (phase, bytes) => {
      if (phase === 'verifying') return progress.phase('verifying')
      reservation.setRemaining(source.sizeBytes - bytes)
      progress.copied(entry.path, bytes)
    },
    checkpoint: () => insistOnRoom(to, reservation)
  })
  return await step('commit.verified', () => journal.note(copying, { stage: 'verified', temp: mark, hash }))
}
