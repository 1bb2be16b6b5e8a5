/** The log for people: one line an event on the console and in logs/plexcache_ultra.log, which is rotated by size and count. */
import { mkdirSync } from 'node:fs'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { oneLine } from '#kit/one-line.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log, LogLevel } from '#ports/log.ts'
import { createRedact } from './redact.ts'

/** The file's name; troubleshooting guides name it. */
export const logFileName = 'plexcache_ultra.log'

/** How the log is set up. */
export interface LogOptions {
  readonly level: LogLevel
  /** Undefined: no file. */
  readonly folder: string | undefined
  readonly maxFiles: number
  readonly maxSizeMb: number
  readonly secrets: readonly string[]
  readonly clock: Clock
  /** Where console lines go; undefined: nowhere. */
  readonly console: ((line: string) => void) | undefined
}

/** A log that can be told more secrets later. */
export interface LearningLog extends Log {
  /** From now on this text is blanked in every line, as those are that were known from the beginning. */
  learn(secret: string): void
}

const order: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']

const openFile = (options: LogOptions, complain: (thrown: unknown) => void): RotatingFileStream | undefined => {
  if (options.folder === undefined) return undefined
  try {
    mkdirSync(options.folder, { recursive: true })
  } catch (thrown) {
    complain(thrown)
    return undefined
  }
  const file = createStream(logFileName, {
    path: options.folder,
    size: `${options.maxSizeMb}M`,
    maxFiles: options.maxFiles
  })
  file.on('error', complain)
  file.on('warning', complain)
  return file
}

/** Opens the log. A folder that cannot be written costs the file, never the program. */
export const openLog = (options: LogOptions): LearningLog => {
  const { redact, learn } = createRedact(options.secrets)
  const threshold = order.indexOf(options.level)
  const lineOf = (level: LogLevel, sentence: string): string => {
    const time = new Date(options.clock.now()).toISOString()
    return `${time} ${level.padEnd(8)} ${oneLine(redact(sentence))}`
  }
  const complain = (thrown: unknown): void => {
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    options.console?.(
      lineOf('WARNING', `The log file in ${options.folder} cannot be written (${detail}); check LOG_DIR.`)
    )
  }
  const file = openFile(options, complain)
  return {
    learn,
    write: (level, sentence) => {
      if (order.indexOf(level) < threshold) return
      const line = lineOf(level, sentence)
      options.console?.(line)
      file?.write(`${line}\n`)
    },
    close: () =>
      new Promise((resolve) => {
        if (file === undefined) resolve()
        else file.end(() => resolve())
      })
  }
}
