/** Keeps the registers: entered before a name changes, struck once the copy is gone, and made good from the database while nothing moves. */
import type { Reason } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { FileEntry } from '#core/move/machine.ts'
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

const registeredOf = (entry: FileEntry, unit: RegisteredUnit): RegisteredFile => {
  const { poolRoot, poolRootInode, path, poolPath, sharePath, arrayRoot, arrayRootInode } = entry
  const { mode, role, linkText, backupName, source, hash, temp } = entry
  if (temp === undefined) throw new Error(`${sharePath} was never verified`)
  const place = { poolRoot, poolRootInode, path, poolPath, sharePath, arrayRoot, arrayRootInode }
  return { ...place, mode, role, linkText, backupName, source, hash, copy: temp, orphan: undefined, units: [unit] }
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
  const files = entries.map((entry) => registeredOf(entry, { unit: id, title, sectionId, ratingKeys }))
  for (const register of registers) await enter(register, files, step)
}

/** Strikes a file whose copy is gone. An error costs nothing but an entry too many, which is made good later. */
export const leaveAll = async (entry: FileEntry, { registers, step }: Keeping): Promise<void> => {
  const { poolRoot, poolRootInode, path, poolPath, sharePath } = entry
  const place = { poolRoot, poolRootInode, path, poolPath, sharePath }
  for (const register of registers) {
    try {
      await step(`register.${register.name}.leave`, () => register.leave([place]))
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
    }
  }
}

/** What making good needs. */
export interface RebuildDeps {
  readonly registers: readonly Register[]
  readonly ledger: Pick<Ledger, 'registered'>
  readonly problems: Problems
}

/**
 * Makes every register good; one that cannot be written stands as a problem until it can. Nothing may move meanwhile. Gives back why nothing
 * may be promoted, or undefined.
 */
export const rebuildRegisters = async ({ registers, ledger, problems }: RebuildDeps): Promise<Reason | undefined> => {
  const all = registers.length === 0 ? [] : await ledger.registered()
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
