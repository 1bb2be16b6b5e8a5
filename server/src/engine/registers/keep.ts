/** Keeps the registers: entered before a name changes, struck once the copy is gone, and made good from the database while nothing moves. */
import type { Unit } from '#core/model/unit.ts'
import type { FileEntry } from '#core/move/machine.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Step } from '#ports/file-system.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Register, RegisteredFile, RegisteredUnit } from '#ports/register.ts'
import { Failure, sentenceOf } from '#src/failure.ts'

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

/** Enters verified files in every register. Throws the first error: then nothing may be published. */
export const enterAll = async (
  entries: readonly FileEntry[],
  unit: Unit,
  { registers, step }: Keeping
): Promise<void> => {
  const { id, title, sectionId, ratingKeys } = unit
  const files = entries.map((entry) => registeredOf(entry, { unit: id, title, sectionId, ratingKeys }))
  for (const register of registers) await step(`register.${register.name}.enter`, () => register.enter(files))
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

/** Makes every register good; one that cannot be written stands as a problem until it can. Nothing may move meanwhile. */
export const rebuildRegisters = async ({ registers, ledger, problems }: RebuildDeps): Promise<void> => {
  const all = registers.length === 0 ? [] : await ledger.registered()
  const failed = new Map<string, string>()
  for (const register of registers) {
    try {
      await register.rebuild(all)
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      failed.set(register.name, sentenceOf(thrown))
    }
  }
  problems.report(
    'registers.',
    [...failed].map(([name, sentence]) => ({ id: `registers.${name}`, severity: 'warning', sentence, setting: null }))
  )
}
