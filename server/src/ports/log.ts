/** What the program needs of a log. */

/** How loud a line is. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'

/** Takes lines for people. Never throws. */
export interface Log {
  write(level: LogLevel, sentence: string): void
  close(): Promise<void>
}
