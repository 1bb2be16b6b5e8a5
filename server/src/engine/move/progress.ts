/** Counts the bytes of one move for whoever watches it. */
import { nameOf } from '#core/move/names.ts'
import type { MoveControl, MoveProgress } from '#ports/mover.ts'

/** The counters of one move. */
export interface Progress {
  phase(phase: MoveProgress['phase']): void
  copied(path: string, bytes: number): void
}

/** Tells the control of every change. `files` are the move's files with their sizes. */
export const createProgress = (
  files: readonly { readonly path: string; readonly sizeBytes: number }[],
  control: MoveControl
): Progress => {
  const done = new Map(files.map((file) => [file.path, 0]))
  let current: MoveProgress['phase'] = 'copying'
  const tell = (): void => {
    const counted = files.map((file) => ({
      name: nameOf(file.path),
      bytesDone: done.get(file.path) ?? 0,
      bytesTotal: file.sizeBytes
    }))
    control.onProgress({ phase: current, files: counted })
  }
  return {
    phase: (phase) => {
      if (phase === current) return
      current = phase
      tell()
    },
    copied: (path, bytes) => {
      done.set(path, bytes)
      current = 'copying'
      tell()
    }
  }
}
