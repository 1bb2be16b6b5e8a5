/** The log for people: one line an event on the console and in logs/plexcache_ultra.log, which is rotated by size and count. */
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { makeFolder } from '#kit/make-folder.ts'
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

/** What is heard of an open file. */
interface Ears {
  /** It is of no use any more. */
  readonly failed: (thrown: unknown) => void
  /** It goes on. */
  readonly warned: (thrown: unknown) => void
}

const openFile = (
  { folder, maxFiles, maxSizeMb }: LogOptions & { readonly folder: string },
  { failed, warned }: Ears
): RotatingFileStream | undefined => {
  try {
    makeFolder(folder)
  } catch (thrown) {
    failed(thrown)
    return undefined
  }
  const file = createStream(logFileName, { path: folder, size: `${maxSizeMb}M`, maxFiles })
  file.on('error', failed)
  file.on('warning', warned)
  return file
}

/** How long a file that failed is left alone: a disk that ran full gets room again. */
const againAfterMs = 60_000

/** A file that is opened anew some time after it failed, with a count of the lines that it lost. */
const createLastingFile = (options: LogOptions, complain: (thrown: unknown) => void) => {
  const { folder, clock } = options
  let file: RotatingFileStream | undefined
  let failedAt: number | undefined
  let lost = 0

  const open = (known: string): void => {
    const failed = (thrown: unknown): void => {
      if (failedAt === undefined) complain(thrown)
      failedAt = clock.now()
      file?.destroy()
      file = undefined
    }
    file = openFile({ ...options, folder: known }, { failed, warned: complain })
  }
  if (folder !== undefined) open(folder)

  const revive = (): void => {
    if (folder === undefined || failedAt === undefined || clock.now() - failedAt < againAfterMs) return
    failedAt = undefined
    open(folder)
  }

  return {
    write: (line: string, about: (sentence: string) => string): void => {
      if (file === undefined) revive()
      if (file === undefined) {
        lost += 1
        return
      }
      if (lost > 0) file.write(`${about(`${lost} lines are missing here: the file could not be written.`)}\n`)
      lost = 0
      file.write(`${line}\n`)
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        if (file === undefined) resolve()
        else file.end(() => resolve())
      })
  }
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
      lineOf(
        'WARNING',
        `The log file in ${options.folder} cannot be written (${detail}); check LOG_DIR. It is tried again from time to time.`
      )
    )
  }
  const file = createLastingFile(options, complain)
  return {
    learn,
    write: (level, sentence) => {
      if (order.indexOf(level) < threshold) return
      const line = lineOf(level, sentence)
      options.console?.(line)
      file.write(line, (missing) => lineOf('WARNING', missing))
    },
    close: file.close
  }
}
