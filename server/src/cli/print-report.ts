/** How a run with its plan looks on a terminal: what happens to which title and why, file by file, and what it comes to. */
import {
  type Decision,
  formatBytes,
  formatDuration,
  formatTime,
  type Operation,
  type OperationReport,
  type PlanReport,
  type Run
} from '@pcu/contract'
import { oneLine } from '#kit/one-line.ts'

/** What a listing may leave out (TEST_SHOW_FILE_SIZES, TEST_SHOW_TOTAL_SIZE). */
export interface Showing {
  readonly sizes: boolean
  readonly totals: boolean
}

const headings = {
  promote: { done: 'To the pool', dry: 'Would come to the pool' },
  evict: { done: 'Home', dry: 'Would go home' },
  keep: { done: 'Stays on the pool', dry: 'Would stay on the pool' },
  leave: { done: 'Left where it is', dry: 'Would be left where it is' }
} as const

const coming: readonly Operation[] = ['copy', 'move', 'link']
const operations = {
  promote: coming,
  evict: ['return'],
  keep: ['mend', 'settle'],
  leave: []
} as const satisfies Record<Decision['action'], readonly Operation[]>

const sizeText = (sizeBytes: number | null): string => (sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes))

const fileLines = ({ operation, files }: OperationReport, showing: Showing): readonly string[] =>
  files.flatMap(({ source, destination, sizeBytes }) => {
    const size = showing.sizes && sizeBytes !== null ? ` (${formatBytes(sizeBytes)})` : ''
    return [`      ${operation.padEnd(6)} ${source}`, `          -> ${destination}${size}`]
  })

const decisionLines = (decision: Decision, report: PlanReport, showing: Showing): readonly string[] => {
  const files = decision.files === 1 ? '1 file' : `${decision.files} files`
  const size = showing.sizes ? ` (${sizeText(decision.sizeBytes)}, ${files})` : ''
  const meant: readonly Operation[] = operations[decision.action]
  const steps = report.operations.filter(({ unit, operation }) => unit === decision.unit && meant.includes(operation))
  return [
    `  ${decision.title}${size}`,
    ...decision.because.map(({ sentence }) => `      ${sentence}`),
    ...steps.flatMap((step) => fileLines(step, showing))
  ]
}

const groupLines = (report: PlanReport, action: Decision['action'], showing: Showing): readonly string[] => {
  const group = report.decisions.filter((decision) => decision.action === action)
  if (group.length === 0) return []
  const bytes = group.reduce((sum, decision) => sum + (decision.sizeBytes ?? 0), 0)
  const total = showing.totals ? `, ${formatBytes(bytes)}` : ''
  const heading = headings[action][report.dryRun ? 'dry' : 'done']
  const lines = group.flatMap((decision) => decisionLines(decision, report, showing))
  return ['', `${heading}: ${group.length}${total}`, ...lines]
}

const row = (cells: readonly [string, string, string, string]): string => {
  const [name, units, files, size] = cells
  return `  ${name.padEnd(8)}${units.padStart(8)}${files.padStart(8)}${size.padStart(10)}`
}

/** What the operations come to. Files of what stays are counted as far as somebody has looked. */
const totalLines = ({ dryRun, totals }: PlanReport, showing: Showing): readonly string[] => {
  const some = (totals ?? []).filter(({ units }) => units > 0)
  if (!dryRun || !showing.totals || some.length === 0) return []
  const rows = some.map(({ operation, units, files, bytes }) =>
    row([operation, String(units), String(files), formatBytes(bytes)])
  )
  return ['', row(['Totals', 'titles', 'files', 'size']), ...rows]
}

const applyLines = ({ id, dryRun, review, operations: all }: PlanReport, timeZone: string): readonly string[] => {
  const acts = all.some(({ operation }) => operation !== 'keep' && operation !== 'skip')
  if (review === null || !acts || !dryRun) return []
  return ['', `"pcu apply ${id}" does exactly this, or refuses, until ${formatTime(review.untilAt, timeZone)}.`]
}

/** The one line of a run. */
export const runLine = (run: Run): string => {
  const took =
    run.finishedAt === null
      ? ''
      : ` (${formatDuration(run.finishedAt - run.startedAt)}, ${run.requests} requests to Plex)`
  return `Run ${run.id}${run.dryRun ? ', dry run' : ''}: ${run.outcome}. ${run.sentence}${took}`
}

/** A run with its decisions. */
export const reportText = (report: PlanReport, showing: Showing, timeZone: string): string =>
  [
    runLine(report),
    ...groupLines(report, 'promote', showing),
    ...groupLines(report, 'evict', showing),
    ...groupLines(report, 'keep', showing),
    ...groupLines(report, 'leave', showing),
    ...totalLines(report, showing),
    ...applyLines(report, timeZone)
  ]
    .map(oneLine)
    .join('\n')
