/** How states look on a terminal. The sentences are the ones that page, log and database show. */
import { type CachedUnit, formatBytes, formatTime, type RootStatus, type Status } from '@pcu/contract'
import { oneLine } from '#kit/one-line.ts'
import { runLine } from './print-report.ts'

const joined = (lines: readonly string[]): string => lines.map(oneLine).join('\n')

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
