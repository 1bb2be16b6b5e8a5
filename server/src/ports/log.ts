/** What the program needs of a log. */
import type { LogComponent, LogLevel, LogLine } from '@pcu/contract'

export type { LogLevel } from '@pcu/contract'

/** What a line is about; program when it says nothing. */
export interface LogAbout {
  readonly component?: LogComponent
  readonly runId?: number
  readonly requestId?: string
}

/** Takes lines for people. Never throws. */
export interface Log {
  write(level: LogLevel, sentence: string, about?: LogAbout): void
  close(): Promise<void>
}

/** What was written, for whoever looks at it. Every text that leaves it is free of the secrets that are known by then. */
export interface LogBook {
  /** What is quieter is not written. */
  readonly level: LogLevel
  /** The newest lines, oldest first; bounded in number and length. */
  lines(): readonly LogLine[]
  /** Hears every line from now on. */
  subscribe(listener: (line: LogLine) => void): { cancel(): void }
  /** Undefined: there is none. */
  file(): Promise<{ readonly name: string; readonly bytes: number } | undefined>
  /** The newest part of the file, whole lines, in pieces; the kept lines where there is no file. */
  text(): AsyncIterable<string>
}

/** A log that keeps what it wrote. */
export interface KeepingLog extends Log {
  readonly book: LogBook
}
