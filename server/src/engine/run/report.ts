/** The report of a run, file by file: every unit with its operation and reasons, sources and destinations, sizes and totals. */
import {
  type Decision,
  type Operation,
  type OperationReport,
  type OperationTotal,
  operationSchema,
  type PlannedStep,
  type PlanReport,
  type Settings,
  worded
} from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { PlanStore, RunStore } from '#ports/store.ts'
import { isUndone, reviewUntil } from './apply.ts'

/** What the report is made of. */
export interface ReportDeps {
  readonly runs: Pick<RunStore, 'report'>
  readonly plans: PlanStore
  readonly clock: Pick<Clock, 'now'>
  readonly timeZone: string
  readonly settings: Pick<Settings, 'testMode'>
}

const stepReport = (step: PlannedStep, timeZone: string): OperationReport => ({
  operation: step.operation,
  unit: step.unit,
  title: step.title,
  because: step.because.map((reason) => worded(reason, timeZone)),
  sizeBytes: step.sizeBytes,
  fileCount: step.files.length,
  files: step.files.map(({ mark, ...file }) => file)
})

const stays: ReadonlySet<Decision['action']> = new Set(['keep', 'leave'])

/** What stays on the pool may be put in order as well; then both are told. */
const stayReport = ({ action, unit, title, because, sizeBytes, files }: Decision): OperationReport => ({
  operation: action === 'keep' ? 'keep' : 'skip',
  unit,
  title,
  because,
  sizeBytes,
  fileCount: files,
  files: []
})

const totalOf = (operation: Operation, reports: readonly OperationReport[]): OperationTotal => {
  const own = reports.filter((report) => report.operation === operation)
  return {
    operation,
    units: own.length,
    files: own.reduce((sum, { fileCount }) => sum + fileCount, 0),
    bytes: own.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  }
}

const withoutSizes = (report: OperationReport): OperationReport => ({
  ...report,
  sizeBytes: null,
  files: report.files.map((file) => ({ ...file, sizeBytes: null }))
})

/** The report, or undefined when the run is not known any more. The switches of TEST_SHOW_… speak of dry runs alone. */
export const reportOf = async (runId: number, deps: ReportDeps): Promise<PlanReport | undefined> => {
  const [run, kept] = await Promise.all([deps.runs.report(runId), deps.plans.find(runId)])
  if (run === undefined) return undefined
  const { showFileSizes, showTotalSize } = deps.settings.testMode
  const operations = [
    ...(kept?.plan.steps ?? []).map((step) => stepReport(step, deps.timeZone)),
    ...run.decisions.filter(({ action }) => stays.has(action)).map(stayReport)
  ]
  const untilAt = kept === undefined || !isUndone(run) ? undefined : reviewUntil(kept.plan, deps.clock.now())
  return {
    ...run,
    operations: run.dryRun && !showFileSizes ? operations.map(withoutSizes) : operations,
    totals: run.dryRun && !showTotalSize ? null : operationSchema.options.map((name) => totalOf(name, operations)),
    review: kept === undefined || untilAt === undefined ? null : { digest: kept.digest, untilAt }
  }
}
