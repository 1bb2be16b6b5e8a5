/** The demo's temporary folder: named after its process, so that a later demo can clear away what a killed one left. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'

const prefix = 'plexcache-ultra-demo-'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

/** Removes folders of demos that were killed before they could tidy up. */
export const clearAbandoned = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(`${tmpdir()}/${name}`, { recursive: true, force: true })
  }
}

/** The folders of one demo. */
export interface DemoFolders {
  readonly root: string
  readonly array: string
  readonly pool: string
  readonly data: string
  readonly logs: string
}

/** Makes them. */
export const makeFolders = (): DemoFolders => {
  const root = realpathSync(mkdtempSync(`${tmpdir()}/${prefix}${process.pid}-`))
  const folders = { root, array: `${root}/array`, pool: `${root}/pool`, data: `${root}/data`, logs: `${root}/logs` }
  for (const folder of [folders.array, folders.pool]) mkdirSync(folder)
  return folders
}

/** Removes them with everything in them. */
export const removeFolders = ({ root }: DemoFolders): void => rmSync(root, { recursive: true, force: true })
