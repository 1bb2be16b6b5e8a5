/** Keeps the registers: entered before a name changes, struck once the copy is gone, and made good from the database while nothing moves. */
import type { Reason } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { FileEntry, Followed } from '#core/move/machine.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Step } from '#ports/file-system.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Register, RegisteredFile, RegisteredUnit } from '#ports/register.ts'
import { detailOf, Failure, sentenceOf } from '#src/failure.ts'

interface Keeping {
  readonly registers: readonly Register[]
  readonly step: Step
}

const registeredOf = (
  entry: FileEntry,
  { copy, units }: { readonly copy: FileEntry['copy']; readonly units: readonly RegisteredUnit[] }
): RegisteredFile => {
  const { poolRoot, poolRootInode, path, poolPath, sharePath, arrayRoot, arrayRootInode } = entry
  const { mode, role, linkText, backupName, homePath, parkedPath, source, hash } = entry
  const names = { linkText, backupName, homePath, parkedPath }
  if (copy === undefined) throw new Error(`${sharePath} was never verified`)
  const place = { poolRoot, poolRootInode, path, poolPath, sharePath, arrayRoot, arrayRootInode }
  return { ...place, ...names, mode, role, source, hash, copy, orphan: undefined, units }
}

const unwritable = (failure: Failure): Reason => ({ code: 'register-unwritable', detail: detailOf(failure) })

const enter = async (register: Register, files: readonly RegisteredFile[], step: Step): Promise<void> => {
  try {
    await step(`register.${register.name}.enter`, () => register.enter(files))
  } catch (thrown) {
    throw thrown instanceof Failure ? new StoodBack(unwritable(thrown)) : thrown
  }
}

/** Enters verified files in every register. Stands back at the first error: then nothing may be published. */
export const enterAll = async (
  entries: readonly FileEntry[],
  unit: Unit,
  { registers, step }: Keeping
): Promise<void> => {
  const { id, title, sectionId, ratingKeys } = unit
  const units = [{ unit: id, title, sectionId, ratingKeys }]
  const files = entries.map((entry) => registeredOf(entry, { copy: entry.temp, units }))
  for (const register of registers) await enter(register, files, step)
}

/** An error is passed over: the registers are made good later. */
const tell = async (
  { registers, step }: Keeping,
  verb: 'enter' | 'leave',
  act: (register: Register) => Promise<void>
): Promise<void> => {
  for (const register of registers) {
    try {
      await step(`register.${register.name}.${verb}`, () => act(register))
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
    }
  }
}

/** Strikes a file whose copy is gone. An error costs nothing but an entry too many. */
export const leaveAll = async (entry: FileEntry, keeping: Keeping): Promise<void> => {
  const { poolRoot, poolRootInode, path, poolPath, sharePath } = entry
  const place = { poolRoot, poolRootInode, path, poolPath, sharePath }
  await tell(keeping, 'leave', (register) => register.leave([place]))
}

/** Enters a file anew that goes on serving with a new original. It is entered already, so that an error costs nothing but an older mark. */
export const renewAll = async (entry: FileEntry, units: readonly RegisteredUnit[], keeping: Keeping): Promise<void> => {
  const file = registeredOf(entry, { copy: entry.copy, units })
  await tell(keeping, 'enter', (register) => register.enter([file]))
}

/** Enters a file under the name that it is found under now, then strikes it under the one that it had on the pool. */
export const followAll = async (
  entry: FileEntry,
  { to, units }: { readonly to: Followed; readonly units: readonly RegisteredUnit[] },
  keeping: Keeping
): Promise<void> => {
  const { ratingKeys, ...names } = to
  const known = units.map((one) =>
    one.unit === entry.sharePath ? { ...one, unit: to.sharePath, ratingKeys: ratingKeys ?? one.ratingKeys } : one
  )
  await renewAll({ ...entry, ...names }, known, keeping)
  if (names.path !== entry.path) await leaveAll(entry, keeping)
}

/** What making good needs. */
export interface RebuildDeps {
  readonly registers: readonly Register[]
  readonly ledger: Pick<Ledger, 'registered'>
  readonly problems: Problems
}

/**
 * Makes every register good; one that cannot be written stands as a problem until it can. Nothing may move meanwhile. `known`: what the ledger
 * knows, when it was just read. Gives back why nothing may be promoted, or undefined.
 */
export const rebuildRegisters = async (
  { registers, ledger, problems }: RebuildDeps,
  known?: readonly RegisteredFile[]
): Promise<Reason | undefined> => {
  const all = registers.length === 0 ? [] : (known ?? (await ledger.registered()))
  const failed = new Map<string, Failure>()
  for (const register of registers) {
    try {
      await register.rebuild(all)
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      failed.set(register.name, thrown)
    }
  }
  problems.report(
    'registers.',
    [...failed].map(([name, failure]) => {
      const sentence = `Nothing is cached for now: ${sentenceOf(failure)}`
      return { id: `registers.${name}`, severity: 'error', sentence, setting: null }
    })
  )
  const [first] = failed.values()
  return first === undefined ? undefined : unwritable(first)
}
