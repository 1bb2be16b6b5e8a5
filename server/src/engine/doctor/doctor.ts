/** The doctor: compares ledger, journal and disks, tells every difference, and repairs only what can be repaired without a doubt. */
import type { DoctorReport, Finding } from '@pcu/contract'
import { rebuildRegisters } from '#engine/registers/keep.ts'
import { Failure } from '#src/failure.ts'
import { auditFiles } from './audit.ts'
import type { DoctorDeps } from './deps.ts'
import { findLeftovers, type Leftover, removeLeftover } from './leftovers.ts'
import { examinePool } from './pool.ts'

/** How thorough. */
export interface Examination {
  /** Looks at the array, too: wakes its disks. */
  readonly audit: boolean
  /** Reads every copy on the pool in full. */
  readonly hash: boolean
  readonly repair: boolean
  readonly signal: AbortSignal
}

const insistOnRest = ({ live, dryRunOnly }: DoctorDeps): void => {
  const why = dryRunOnly ? 'in test mode nothing is changed' : 'a run is under way'
  if (!dryRunOnly && live.currentRun() === undefined) return
  throw new Failure('store.busy', { sentence: `Nothing was repaired: ${why}.`, retry: 'later' })
}

const repairAll = async (leftovers: readonly Leftover[], deps: DoctorDeps): Promise<readonly string[]> => {
  insistOnRest(deps)
  const done: string[] = []
  // From the bottom, so that a folder is empty once its folders are gone.
  for (const leftover of leftovers.toSorted((a, b) => b.spot.path.length - a.spot.path.length)) {
    const sentence = await removeLeftover(leftover, deps)
    if (sentence !== undefined) done.push(sentence)
  }
  await rebuildRegisters(deps)
  return deps.registers.length === 0 ? done : [...done, 'The lists outside the database were written anew.']
}

const sumUp = (files: number, findings: readonly Finding[], { audit }: Examination): string => {
  const serious = findings.filter(({ severity }) => severity !== 'info').length
  const scope = audit ? '' : ' The array was not looked at; --audit does that and wakes its disks.'
  if (serious === 0) return `All is well: ${files} files of ours are as they were left.${scope}`
  return `${serious} of what was found among ${files} files of ours should be looked at.${scope}`
}

/** Examines. Without `audit` no call goes below an array root. Throws the Failure `store.busy` when repairs are asked for and something is under way. */
export const examine = async (deps: DoctorDeps, examination: Examination): Promise<DoctorReport> => {
  const { audit, hash, repair, signal } = examination
  if (repair) insistOnRest(deps)
  const files = await deps.ledger.registered()
  const leftovers = await findLeftovers(deps, files, audit)
  const findings = [
    ...(await examinePool(deps, files)),
    ...(audit ? await auditFiles(deps, { files, hash, signal }) : []),
    ...leftovers.map(({ finding }) => finding)
  ]
  const repaired = repair ? await repairAll(leftovers, deps) : []
  return {
    at: deps.clock.now(),
    audited: audit,
    hashed: audit && hash,
    files: files.length,
    findings,
    repaired: [...repaired],
    sentence: sumUp(files.length, findings, examination)
  }
}
