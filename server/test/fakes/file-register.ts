/** A register in one file that survives the process: for stories in which a move dies and something outside the database must still be right. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Register, RegisteredFile, RegisteredPlace } from '#ports/register.ts'

/** A register with what it holds, keyed by the path on the pool. */
export interface FileRegister extends Register {
  entered(): readonly RegisteredFile[]
}

/** The register in this file; an empty one when the file is missing. */
export const createFileRegister = (path: string, name = 'test'): FileRegister => {
  const entered = (): readonly RegisteredFile[] => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [])
  const write = (files: readonly RegisteredFile[]): void => {
    writeFileSync(`${path}.new`, JSON.stringify(files), { flush: true })
    renameSync(`${path}.new`, path)
    const folder = openSync(dirname(path), 'r')
    fsyncSync(folder)
    closeSync(folder)
  }
  const without = (places: readonly RegisteredPlace[]): readonly RegisteredFile[] => {
    const gone = new Set(places.map(({ poolPath }) => poolPath))
    return entered().filter(({ poolPath }) => !gone.has(poolPath))
  }
  return {
    name,
    entered,
    enter: async (files) => write([...without(files), ...files]),
    leave: async (places) => write(without(places)),
    rebuild: async (all) => write(all)
  }
}
