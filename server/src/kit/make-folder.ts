/** Makes a folder and what is missing above it, with an end on every file system. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * Throws the system's error. Node's own recursive mkdir never returns where a file system says "no such file" to every new name, as /proc does; here a folder
 * that its own parent refuses is an error.
 */
export const makeFolder = (folder: string, mode?: number): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    const parent = dirname(folder)
    if (!isMissing(error) || statSync(parent, { throwIfNoEntry: false }) !== undefined) throw error
    makeFolder(parent, mode)
    mkdirSync(folder, { mode })
  }
}
