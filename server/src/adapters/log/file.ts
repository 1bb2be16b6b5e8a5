/** The file of the log: rotated by size and count, opened anew some time after it failed. */
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { makeFolder } from '#kit/make-folder.ts'
import type { Clock } from '#ports/clock.ts'

/** The file's name; troubleshooting guides name it. */
export const logFileName = 'plexcache_ultra.log'

/** Where and how the file is written. */
export interface FileOptions {
  /** Undefined: no file. */
  readonly folder: string | undefined
  readonly maxFiles: number
  readonly maxSizeMb: number
  readonly clock: Clock
}

/** What is heard of an open file. */
interface Ears {
  /** It is of no use any more. */
  readonly failed: (thrown: unknown) => void
  /** It goes on. */
  readonly warned: (thrown: unknown) => void
}

const openFile = (
  { folder, maxFiles, maxSizeMb }: FileOptions & { readonly folder: string },
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
export const createLastingFile = (options: FileOptions, complain: (thrown: unknown) => void) => {
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
