/** How runs, plans and states look on a terminal. The sentences are the ones that page, log and database show. */
import {
  type CachedUnit,
  type Decision,
  formatBytes,
  formatDuration,
  formatTime,
  type RootStatus,
  type Run,
  type RunReport,
  type Status
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

const sizeText = (sizeBytes: number | null): string => (sizeBytes === null ? 'size unknown' : formatBytes(sizeBytes))

const decisionLines = (decision: Decision, showing: Showing): readonly string[] => {
  const files = decision.files === 1 ? '1 file' : `${decision.files} files`
  const size = showing.sizes ? ` (${sizeText(decision.sizeBytes)}, ${files})` : ''
  const places = decision.from === null ? [] : [`      ${decision.from}`, `   -> ${decision.to ?? ''}`]
  return [`  ${decision.title}${size}`, ...decision.because.map(({ sentence }) => `      ${sentence}`), ...places]
}

const groupLines = (report: RunReport, action: Decision['action'], showing: Showing): readonly string[] => {
  const group = report.decisions.filter((decision) => decision.action === action)
  if (group.length === 0) return []
  const bytes = group.reduce((sum, decision) => sum + (decision.sizeBytes ?? 0), 0)
  const total = showing.totals ? `, ${formatBytes(bytes)}` : ''
  const heading = headings[action][report.dryRun ? 'dry' : 'done']
  return ['', `${heading}: ${group.length}${total}`, ...group.flatMap((decision) => decisionLines(decision, showing))]
}

/** The one line of a run. */
const runLine = (run: Run): string => {
  const took =
    run.finishedAt === null
      ? ''
      : ` (${formatDuration(run.finishedAt - run.startedAt)}, ${run.requests} requests to Plex)`
  return `Run ${run.id}${run.dryRun ? ', dry run' : ''}: ${run.outcome}. ${run.sentence}${took}`
}

const joined = (lines: readonly string[]): string => lines.map(oneLine).join('\n')

/** A run with its decisions. */
export const reportText = (report: RunReport, showing: Showing): string =>
  joined([
    runLine(report),
    ...groupLines(report, 'promote', showing),
    ...groupLines(report, 'evict', showing),
    ...groupLines(report, 'keep', showing),
    ...groupLines(report, 'leave', showing)
  ])

const poolLine = ({ pool }: Status): string => {
  if (pool.freeBytes === null || pool.totalBytes === null) return `Pool ${pool.path}: not measured yet.`
  return `Pool ${pool.path}: ${formatBytes(pool.freeBytes)} free of ${formatBytes(pool.totalBytes)}, ${formatBytes(pool.ownedBytes)} ours, floor ${formatBytes(pool.floorBytes)}.`
}

const roles = { share: 'Share', pool: 'Pool', array: 'Array', source: 'Library' } as const

const rootLine = ({ role, path, state, sentence, since }: RootStatus, timeZone: string): string => {
  const is = `${roles[role]} ${path}: ${state}`
  return state === 'online' ? `${is}.` : `${is} since ${formatTime(since, timeZone)}. ${sentence}`
}

const cachedLines = (unit: CachedUnit): readonly string[] => [
  `  ${unit.title} (${formatBytes(unit.sizeBytes)}${unit.state === 'complete' ? '' : `, ${unit.state}`})`,
  ...unit.because.map(({ sentence }) => `      ${sentence}`)
]

/** The state of the whole program. */
export const statusText = (status: Status, cached: readonly CachedUnit[]): string =>
  joined([
    status.sentence,
    status.plex.sentence,
    poolLine(status),
    ...status.roots.map((root) => rootLine(root, status.timeZone)),
    ...(status.mode === null ? [] : [status.mode.sentence, ...status.mode.warnings]),
    ...status.problems.map((problem) => `${problem.severity.toUpperCase()}: ${problem.sentence}`),
    ...(status.lastRun === null ? [] : [runLine(status.lastRun)]),
    ...(cached.length === 0 ? [] : ['', `On the pool: ${cached.length}`, ...cached.flatMap(cachedLines)])
  ])
