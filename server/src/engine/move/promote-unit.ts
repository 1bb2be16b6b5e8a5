/** Brings a unit to the pool: every byte of every file first, verified and invisible; then the names, file by file, in milliseconds. */

import type { SeenFile, Unit } from '#core/model/unit.ts'
import type { OpenMove } from '#core/move/machine.ts'
import { poolFloorBytes } from '#core/plan/floors.ts'
import { enterAll } from '#engine/registers/keep.ts'
import { allAtOnce } from '#kit/bounded.ts'
import type { OwnedRecord, PlannedFile } from '#ports/journal.ts'
import type { MoveControl, MoveOutcome, PromoteOrder } from '#ports/mover.ts'
import { bringBytes, inWaves, type Travel } from './bring-bytes.ts'
import type { MoveDeps } from './deps.ts'
import { asItMayBeCached, type Gate, openGate } from './gate.ts'
import { createProgress } from './progress.ts'
import type { Reservation } from './rooms.ts'
import { askAgain, isWorldly, outcomeOf, StoodBack } from './stood-back.ts'
import { switchNames } from './switch-names.ts'
import { undo } from './undo.ts'

interface Admitted {
  readonly files: readonly PlannedFile[]
  /** Files that another unit, or an earlier try, brought there; they only gain this unit. */
  readonly sharedFileIds: readonly number[]
}

/** Sidecars before videos, so that a video never serves without them. */
const sidecarsFirst = (files: readonly SeenFile[]): readonly SeenFile[] => [
  ...files.filter((file) => file.role === 'sidecar'),
  ...files.filter((file) => file.role === 'video')
]

/** A file that is owned already counts only while it really serves. */
const insistOnServing = async (owned: OwnedRecord, deps: MoveDeps): Promise<number> => {
  const { sharePath, poolRoot, path } = owned.entry
  const found = await deps.fileSystem.look({ root: poolRoot, path })
  const why = owned.orphan ?? (found?.kind === 'file' ? undefined : 'its copy on the pool is gone')
  if (why !== undefined) throw new StoodBack({ code: 'needs-a-person', detail: `${sharePath}: ${why}.` })
  return owned.id
}

/** A file that is planned, or the number of one that is owned already. */
const admit = async (
  file: SeenFile,
  { gate, poolRoot, deps }: { readonly gate: Gate; readonly poolRoot: string; readonly deps: MoveDeps }
): Promise<PlannedFile | number> => {
  const owned = await deps.journal.ownedAt(poolRoot, gate.paths.relativeOf(file.path))
  // Under this name the pool may hold a file that has another one at home by now.
  const isItself = owned !== undefined && owned.entry.homePath === undefined
  return isItself ? await insistOnServing(owned, deps) : await gate.admit(file)
}

const admitAll = async (order: PromoteOrder, deps: MoveDeps): Promise<Admitted> => {
  const gate = await openGate(order.layout, deps)
  const { poolRoot } = order.layout
  const admitted: (PlannedFile | number)[] = []
  for (const wave of inWaves(sidecarsFirst(order.inspection.files))) {
    admitted.push(...(await allAtOnce(wave, (file) => admit(file, { gate, poolRoot, deps }))))
  }
  return {
    files: admitted.filter((one) => typeof one !== 'number'),
    sharedFileIds: admitted.filter((one) => typeof one === 'number')
  }
}

const sizeOf = (files: readonly PlannedFile[]): number => files.reduce((sum, file) => sum + file.source.sizeBytes, 0)

const reserve = async (order: PromoteOrder, files: readonly PlannedFile[], deps: MoveDeps): Promise<Reservation> => {
  const { poolRoot, floors } = order.layout
  const hostBytes = floors?.get(poolRoot) ?? 0
  const floor = (totalBytes: number): number =>
    poolFloorBytes({ totalBytes, hostBytes }, deps.keepFreeBytes(totalBytes))
  const spot = { root: poolRoot, path: files[0]?.path ?? '' }
  const reserved = await deps.rooms.reserve(spot, { bytes: sizeOf(files), floor })
  if (reserved.kind === 'reserved') return reserved.reservation
  const { freeBytes, floorBytes } = reserved
  throw new StoodBack({ code: 'pool-would-fall-below-floor', needBytes: sizeOf(files), freeBytes, floorBytes })
}

const travelAll = async (
  { opened, unit }: { readonly opened: OpenMove; readonly unit: Unit },
  travel: Travel,
  deps: MoveDeps
): Promise<void> => {
  const { control, progress } = travel
  const verified = await bringBytes(travel, deps)
  progress.phase('switching')
  await askAgain(control)
  await enterAll(verified, unit, deps)
  await deps.step('commit.move-switching', () => deps.journal.setStage(opened.id, 'switching'))
  await switchNames(verified, control, deps)
}

const open = (order: PromoteOrder, admitted: Admitted, deps: MoveDeps): Promise<OpenMove> => {
  const { unit, layout, because, inspection } = order
  const { id, title, sectionId, ratingKeys } = unit
  const expectedFiles = inspection.files.length
  const promotion = { unit: id, title, sectionId, ratingKeys, mode: layout.mode, because, expectedFiles, ...admitted }
  return deps.step('commit.plan', () => deps.journal.openPromotion(promotion))
}

const move = async (
  order: PromoteOrder,
  admitted: Admitted,
  context: { readonly control: MoveControl; readonly deps: MoveDeps; readonly reservation: Reservation }
): Promise<MoveOutcome> => {
  const { control, deps, reservation } = context
  const opened = await open(order, admitted, deps)
  const entries = opened.files
  const sizes = entries.map((entry) => ({ path: entry.path, sizeBytes: entry.source.sizeBytes }))
  const progress = createProgress(sizes, control)
  const travel = { control, entries, reservation, progress }
  try {
    if (entries.length > 0) await travelAll({ opened, unit: order.unit }, travel, deps)
    return { kind: 'done', bytes: sizeOf(admitted.files) }
  } catch (thrown) {
    return await undo(thrown, { moveId: opened.id, path: order.unit.id }, deps)
  }
}

/** Promotes. Errors of the world become the outcome; after them nothing half-done is left, or the journal knows what is. */
export const promoteUnit = async (given: PromoteOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const order = asItMayBeCached(given)
  try {
    const admitted = await admitAll(order, deps)
    const reservation = await reserve(order, admitted.files, deps)
    try {
      return await move(order, admitted, { control, deps, reservation })
    } finally {
      reservation.release()
    }
  } catch (thrown) {
    if (!isWorldly(thrown)) throw thrown
    return outcomeOf(thrown, order.unit.id)
  }
}
