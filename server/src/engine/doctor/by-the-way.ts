/** Audits by schedule, on the way: after a run, on disks that the run woke anyway and that were not audited for long. */
import type { Finding, Problem } from '@pcu/contract'
import type { StepResult } from '#engine/execute.ts'
import { arrayRootsOf } from '#engine/health/incident.ts'
import { Failure } from '#src/failure.ts'
import { auditFiles, diskByDisk } from './audit.ts'
import type { DoctorDeps } from './deps.ts'

const dayMs = 86_400_000
const nameOf = (root: string): string => `doctor.audited.${root}`

/** Array disks that the steps of a run really used. */
const awake = (results: readonly StepResult[]): ReadonlySet<string> =>
  new Set(results.filter(({ outcome }) => outcome.kind === 'done').flatMap(({ step }) => arrayRootsOf(step)))

const isDue = async (root: string, { memory, clock, settings }: DoctorDeps): Promise<boolean> => {
  const last = Number((await memory.get(nameOf(root))) ?? 0)
  return last > clock.now() || clock.now() - last >= settings.doctor.auditIntervalDays * dayMs
}

const asProblem = ({ id, severity, sentence }: Finding): Problem => ({
  id: `doctor.${id}`,
  severity,
  sentence,
  setting: null
})

const auditRoot = async (root: string, deps: DoctorDeps, signal: AbortSignal): Promise<void> => {
  const files = (await deps.ledger.registered()).filter(({ arrayRoot }) => arrayRoot === root)
  const { findings } = await auditFiles(deps, { files: diskByDisk(files), hash: false, signal })
  deps.problems.report(
    `doctor.${root}.`,
    findings.map((one) => asProblem({ ...one, id: `${root}.${one.id}` }))
  )
  await deps.memory.set(nameOf(root), String(deps.clock.now()))
}

/** Audits what is due. Switched off, or with no disk awake, it does nothing; what the world forbids is left for another run. */
export const auditByTheWay = async (
  deps: DoctorDeps,
  results: readonly StepResult[],
  signal: AbortSignal
): Promise<void> => {
  if (deps.settings.doctor.auditIntervalDays === 0 || deps.dryRunOnly) return
  try {
    for (const root of awake(results)) if (await isDue(root, deps)) await auditRoot(root, deps, signal)
  } catch (thrown) {
    if (!(thrown instanceof Failure) && !signal.aborted) throw thrown
  }
}
