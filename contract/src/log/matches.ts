/** Which lines of the log somebody asks for. Free of schemas, so that the page judges new lines as the server judges old ones. */

/** From quiet to loud. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const
export type LogLevel = (typeof logLevels)[number]

/** What a line is about. earlier: it was written before this start of the program, and nobody knows any more. */
export const logComponents = [
  'program',
  'run',
  'decision',
  'move',
  'source',
  'playback',
  'problem',
  'access',
  'request',
  'earlier'
] as const
export type LogComponent = (typeof logComponents)[number]

/** What narrows a question; all of it must fit. */
export interface LogFilter {
  /** At least so loud. */
  readonly level?: LogLevel | undefined
  /** Not older, epoch milliseconds. */
  readonly since?: number | undefined
  /** Literally in the line, in any letters. */
  readonly text?: string | undefined
  readonly run?: number | undefined
  readonly request?: string | undefined
  readonly component?: LogComponent | undefined
}

/** The parts of a line that are asked about. */
export interface FilteredLine {
  readonly at: number
  readonly level: LogLevel
  readonly component: LogComponent
  readonly runId: number | null
  readonly requestId: string | null
  readonly text: string
}

const isLoud = ({ level }: LogFilter, line: FilteredLine): boolean =>
  level === undefined || logLevels.indexOf(line.level) >= logLevels.indexOf(level)

/** Judges lines; made once for many of them. */
export const lineMatcher = (filter: LogFilter): ((line: FilteredLine) => boolean) => {
  const { since, run, request, component } = filter
  const sought = filter.text?.toLowerCase() ?? ''
  const tests: readonly ((line: FilteredLine) => boolean)[] = [
    (line) => isLoud(filter, line),
    (line) => since === undefined || line.at >= since,
    (line) => run === undefined || line.runId === run,
    (line) => request === undefined || line.requestId === request,
    (line) => component === undefined || line.component === component,
    (line) => sought === '' || line.text.toLowerCase().includes(sought)
  ]
  return (line) => tests.every((test) => test(line))
}
