/** The doctor: compares ledger, journal and disks, tells every difference, and repairs only what can be repaired without a doubt. */
import { type DoctorReport, type Finding, formatDuration } from '@pcu/contract'
import { rebuildRegisters } from '#engine/registers/keep.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { Failure } from '#src/failure.ts'
import { auditFiles, diskByDisk } from './audit.ts'
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
  /** How long it may look at files, milliseconds; then it tells what it has seen, and the next one goes on with the others. Absent: until all are seen. */
  readonly limitMs?: number
}

/** The path of the file that the next audit begins with. */
const memoryName = 'doctor.goes-on-with'

const timeWasUp = (compared: number, all: number, limitMs: number): Finding => ({
  id: 'audit.unfinished:time',
  severity: 'warning',
  sentence: `After ${formatDuration(limitMs)} ${compared} of ${all} files of ours had been compared. The next audit goes on with the others; "pcu doctor" without a server that runs takes as long as it needs.`,
  repair: null
})

/** Looks at files until the time is up. A file that takes all of it is passed over by the next audit. */
const auditInTime = async (
  deps: DoctorDeps,
  all: readonly RegisteredFile[],
  { hash, signal, limitMs }: Examination
): Promise<readonly Finding[]> => {
  const files = diskByDisk(all, await deps.memory.get(memoryName))
  if (limitMs === undefined) return (await auditFiles(deps, { files, hash, signal })).findings
  const time = new AbortController()
  const timer = deps.clock.after(limitMs, () => time.abort())
  try {
    const { findings, left } = await auditFiles(deps, { files, hash, signal, timeIsUp: time.signal })
    const compared = files.length - left.length
    const next = compared === 0 ? (left[1] ?? left[0]) : left[0]
    await deps.memory.set(memoryName, next?.sharePath ?? '')
    return left.length === 0 ? findings : [...findings, timeWasUp(compared, files.length, limitMs)]
  } finally {
    timer.cancel()
  }
}

const insistOnRest = ({ live, dryRunOnly }: DoctorDeps): void => {
  const why = dryRunOnly ? 'in test mode nothing is changed' : 'a run is under way'
  if (!dryRunOnly && live.currentRun() === undefined) return
  throw new Failure('store.busy', { sentence: `Nothing was repaired: ${why}.`, retry: dryRunOnly ? 'never' : 'later' })
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
  const scope = audit ? '' : ' The array was not looked at: that wakes its disks.'
  if (serious === 0) return `All is well: ${files} files of ours are as they were left.${scope}`
  return `${serious} of what was found among ${files} files of ours should be looked at.${scope}`
}

/** Examines. Without `audit` no call goes below an array root. Throws the Failure `store.busy` when repairs are asked for and something is under way. */
export const examine = async (deps: DoctorDeps, examination: Examination): Promise<DoctorReport> => {
  const { audit, hash, repair } = examination
  if (repair) insistOnRest(deps)
  const files = await deps.ledger.registered()
  const leftovers = await findLeftovers(deps, files, audit)
  const findings = [
    ...(await examinePool(deps, files)),
    ...(audit ? await auditInTime(deps, files, examination) : []),
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
