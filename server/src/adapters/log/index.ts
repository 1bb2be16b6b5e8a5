/** The log for people: one line an event on the console and in logs/plexcache_ultra.log, which is rotated by size and count. */
import { logLevels } from '@pcu/contract'
import { oneLine } from '#kit/one-line.ts'
import type { KeepingLog, LogBook, LogLevel } from '#ports/log.ts'
import { createLastingFile, type FileOptions, logFileName } from './file.ts'
import { createRedact } from './redact.ts'
import { createRing } from './ring.ts'
import { markEnd, readEarlier, tailOf } from './tail.ts'

export { logFileName } from './file.ts'

/** How the log is set up. */
export interface LogOptions extends FileOptions {
  readonly level: LogLevel
  readonly secrets: readonly string[]
  /** Where console lines go; undefined: nowhere. */
  readonly console: ((line: string) => void) | undefined
}

/** A log that can be told more secrets later. */
export interface LearningLog extends KeepingLog {
  /** From now on this text is blanked in every line, as those are that were known from the beginning. */
  learn(secret: string): void
}

const bookOf = (
  { level, folder }: LogOptions,
  { ring, redact }: { readonly ring: ReturnType<typeof createRing>; readonly redact: (text: string) => string }
): LogBook => {
  const path = folder === undefined ? undefined : `${folder}/${logFileName}`
  const tail = path === undefined ? undefined : tailOf(path, redact)
  return {
    level,
    lines: ring.lines,
    subscribe: ring.subscribe,
    file: async () => {
      const bytes = await tail?.size()
      return bytes === undefined ? undefined : { name: logFileName, bytes }
    },
    text: async function* () {
      if ((await tail?.size()) === undefined) yield* ring.texts()
      else yield* tail?.text() ?? []
    }
  }
}

/** Opens the log. A folder that cannot be written costs the file, never the program. */
export const openLog = (options: LogOptions): LearningLog => {
  const { clock, folder } = options
  const { redact, learn, known } = createRedact(options.secrets)
  const end = folder === undefined ? undefined : markEnd(`${folder}/${logFileName}`)
  const ring = createRing({ redact, known, startAt: clock.now(), earlier: () => readEarlier(end) })
  const threshold = logLevels.indexOf(options.level)
  const lineOf = (level: LogLevel, text: string): string =>
    `${new Date(clock.now()).toISOString()} ${level.padEnd(8)} ${text}`
  const complain = (thrown: unknown): void => {
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    const text = oneLine(
      redact(
        `The log file in ${folder} cannot be written (${detail}); check LOG_DIR. It is tried again from time to time.`
      )
    )
    options.console?.(lineOf('WARNING', text))
    ring.add({ at: clock.now(), level: 'WARNING', text }, {})
  }
  const file = createLastingFile(options, complain)
  return {
    learn,
    book: bookOf(options, { ring, redact }),
    write: (level, sentence, about = {}) => {
      if (logLevels.indexOf(level) < threshold) return
      const text = oneLine(redact(sentence))
      const line = lineOf(level, text)
      options.console?.(line)
      file.write(line, (missing) => lineOf('WARNING', missing))
      ring.add({ at: clock.now(), level, text }, about)
    },
    close: file.close
  }
}
