/** The table of what was counted, with everything that was left out and why. */
import type { Part, Tally } from './part.ts'

/** What one part counted, and how long its lanes took together. */
export interface Row {
  readonly part: Part
  readonly tally: Tally
  readonly seconds: number
}

const columns = ['part', 'cases', 'points', 'nested', 'SIGKILL', 'violations', 'seconds'] as const

const cellsOf = ({ part, tally, seconds }: Row): readonly string[] => [
  `${part.number} ${part.name}`,
  String(tally.cases),
  String(tally.points),
  String(tally.nested),
  String(tally.killed),
  String(tally.violations.length),
  String(Math.round(seconds))
]

const sum = (rows: readonly Row[], count: (row: Row) => number): string =>
  String(rows.reduce((total, row) => total + count(row), 0))

/** How often an engine died on a real disk: each step of a case, and each step of each recovery, counted once. */
export const crashPointsOf = (rows: readonly Row[]): string => {
  const deaths = rows.filter(({ part }) => part.dies === true)
  const all = deaths.reduce((total, { tally }) => total + tally.points + tally.nested, 0)
  const killed = deaths.reduce((total, { tally }) => total + tally.killed, 0)
  return `${all} crash points: ${killed} by SIGKILL, ${all - killed} by a death inside the process`
}

/** The table as lines of text. */
export const tableOf = (rows: readonly Row[]): string => {
  const total = [
    'together',
    sum(rows, ({ tally }) => tally.cases),
    sum(rows, ({ tally }) => tally.points),
    sum(rows, ({ tally }) => tally.nested),
    sum(rows, ({ tally }) => tally.killed),
    sum(rows, ({ tally }) => tally.violations.length),
    sum(rows, ({ seconds }) => Math.round(seconds))
  ]
  const cells = [columns, ...rows.map(cellsOf), total]
  const widths = columns.map((_name, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)))
  const lines = cells.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  )
  const notes = rows.flatMap(({ part, tally }) => [
    ...tally.notes.map((note) => `${part.number}: ${note}`),
    ...new Set(tally.skipped.map((why) => `${part.number}: skipped: ${why}`))
  ])
  return [...lines, ...notes].join('\n')
}
