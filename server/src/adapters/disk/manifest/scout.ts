/** Walks folders for names that nobody wrote down. Reads directories only; follows no link. */
import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { errnoOf, errnoWords, isAbsent } from '#adapters/disk/errno-words.ts'
import { pathOf, withDirectory } from '#adapters/disk/pin.ts'
import type { Spot } from '#ports/file-system.ts'
import type { FoundName, Scout } from '#ports/scout.ts'

/** A name as text, or undefined where its bytes are none: such a name could never be given back. */
const textOf = (name: Buffer): string | undefined => {
  const text = name.toString('utf8')
  return Buffer.from(text, 'utf8').equals(name) ? text : undefined
}

const kindOf = (entry: Dirent<Buffer>): FoundName['kind'] => {
  if (entry.isFile()) return 'file'
  return entry.isSymbolicLink() ? 'link' : 'other'
}

const list = (spot: Spot): Promise<readonly Dirent<Buffer>[]> =>
  withDirectory(spot, (folder) => readdir(`/proc/self/fd/${folder.fd}`, { withFileTypes: true, encoding: 'buffer' }))

const listed = async (spot: Spot, unread: string[]): Promise<readonly Dirent<Buffer>[]> => {
  try {
    return await list(spot)
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (!isAbsent(code)) unread.push(`${pathOf(spot)}: ${errnoWords(code)}`)
    return []
  }
}

interface Folder {
  readonly names: readonly FoundName[]
  readonly folders: readonly string[]
}

const read = async (spot: Spot, unread: string[]): Promise<Folder> => {
  const names: FoundName[] = []
  const folders: string[] = []
  for (const entry of await listed(spot, unread)) {
    const name = textOf(entry.name)
    if (name === undefined) continue
    const path = spot.path === '' ? name : `${spot.path}/${name}`
    if (entry.isDirectory()) folders.push(path)
    else names.push({ path, kind: kindOf(entry) })
  }
  return { names, folders }
}

/** The scout of this machine. */
export const createScout = (): Scout => ({
  find: async (spot, { deep, wanted }) => {
    const found: FoundName[] = []
    const unread: string[] = []
    const waiting: string[] = [spot.path]
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const { names, folders } = await read({ root: spot.root, path }, unread)
      found.push(...names.filter(wanted))
      if (deep) waiting.push(...folders)
    }
    return { found: found.toSorted((a, b) => (a.path < b.path ? -1 : 1)), unread }
  }
})
