/** What a process costs, as the system counts it; and what of a file lies in memory. */
import { readFileSync } from 'node:fs'
import { answer } from './tools.ts'

const ticksPerSecond = Number(answer('getconf', 'CLK_TCK'))

/** Columns of /proc/PID/stat after the name: user and system time of the process, and of its children that have ended. */
const timeColumns = [11, 12, 13, 14] as const

/** Processor seconds of a process and of its children that have ended. */
export const cpuSeconds = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const columns = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return timeColumns.reduce((sum, column) => sum + Number(columns[column]), 0) / ticksPerSecond
}

/** The most memory that a process ever had, bytes. */
export const peakBytes = (pid: number): number => {
  const line = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
  return Number(line?.[1]) * 1024
}

/** Bytes of these files that lie in the page cache. */
export const cachedBytes = (...paths: readonly string[]): number =>
  answer('fincore', '--bytes', '--noheadings', '--output', 'RES', '--', ...paths)
    .split('\n')
    .reduce((sum, line) => sum + Number(line), 0)
