/** Opens the directories below a root one by one, refusing symbolic links, and hands out names relative to the open one, which nobody can swap. */
import { constants } from 'node:fs'
import type { Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { lstat, type OpenFile, open } from './calls.ts'
import { errnoOf } from './errno-words.ts'

/** Linux: a handle for walking only; needs no right to read the directory. Not among Node's constants. */
const O_PATH = 0o10000000
const walking = O_PATH | constants.O_DIRECTORY

/** The absolute path of a spot, for people and for the kernel outside of a pin. */
export const pathOf = (spot: Spot): string => (spot.path === '' ? spot.root : `${spot.root}/${spot.path}`)

const outside = (spot: Spot, why: string): Failure =>
  new Failure('disk.escape', {
    sentence: `${pathOf(spot)} was not touched: ${why}.`,
    hint: 'Only plain names below the configured roots are used; links to other folders are not followed.',
    retry: 'never'
  })

/** The components of a spot's path. Throws Failure `disk.escape` for anything but plain names. */
const componentsOf = (spot: Spot): readonly string[] => {
  if (!spot.root.startsWith('/')) throw outside(spot, 'its root is not absolute')
  if (spot.path === '') return []
  const components = spot.path.split('/')
  const plain = components.every((name) => name !== '' && name !== '.' && name !== '..' && !name.includes('\0'))
  if (!plain) throw outside(spot, 'its path leaves the root')
  return components
}

/** What a handle's directory calls itself; stays right when the directory is renamed. */
const within = (handle: Pick<OpenFile, 'fd'>, name: string): string => `/proc/self/fd/${handle.fd}/${name}`

const refuseLink = async (parent: OpenFile, name: string, spot: Spot): Promise<void> => {
  const found = await lstat(within(parent, name), { bigint: true })
  if (found.isSymbolicLink()) throw outside(spot, `${name} on the way is a symbolic link`)
}

const enter = async (parent: OpenFile, name: string, spot: Spot): Promise<OpenFile> => {
  try {
    return await open(within(parent, name), walking | constants.O_NOFOLLOW)
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOTDIR') await refuseLink(parent, name, spot)
    throw thrown
  }
}

/** Opens the directory of a spot and everything above it up to the root. The caller closes the handle. */
const openDirectory = async (spot: Spot): Promise<OpenFile> => {
  const components = componentsOf(spot)
  let directory = await open(spot.root, walking)
  try {
    for (const name of components) {
      const next = await enter(directory, name, spot)
      await directory.close()
      directory = next
    }
    return directory
  } catch (thrown) {
    await directory.close()
    throw thrown
  }
}

/** An open directory as one of its users sees it: it is let go when the last of them has closed it. */
type Directory = Pick<OpenFile, 'fd' | 'stat' | 'close'>

interface SharedPin {
  readonly opening: Promise<OpenFile>
  users: number
}

/** By root and path. */
const joinable = new Map<string, SharedPin>()

/** One that is being opened in this turn of the event loop; the next turn walks the way again, because it may lead elsewhere by then. */
const pinFor = (spot: Spot, key: string): SharedPin => {
  const before = joinable.get(key)
  if (before !== undefined) return before
  const pin = { opening: openDirectory(spot), users: 0 }
  joinable.set(key, pin)
  setImmediate(() => {
    if (joinable.get(key) === pin) joinable.delete(key)
  })
  return pin
}

/** The directory of a spot. Many names of one directory that are asked for in one breath share the way to it, which costs more than what is done there. */
const joinDirectory = async (spot: Spot): Promise<Directory> => {
  const key = `${spot.root}\0${spot.path}`
  const pin = pinFor(spot, key)
  pin.users += 1
  const file = await pin.opening
  let held = true
  return {
    fd: file.fd,
    stat: (ask) => file.stat(ask),
    close: async () => {
      if (!held) return
      held = false
      pin.users -= 1
      if (pin.users > 0) return
      if (joinable.get(key) === pin) joinable.delete(key)
      await file.close()
    }
  }
}

/** Opens the directory of a spot and everything above it up to the root; `use` gets the handle of that directory. */
export const withDirectory = async <T>(spot: Spot, use: (directory: Directory) => Promise<T>): Promise<T> => {
  const directory = await joinDirectory(spot)
  try {
    return await use(directory)
  } finally {
    await directory.close()
  }
}

/** Where a name is: in a directory that is held open. */
export interface Pinned {
  readonly directory: Directory
  /** A path for any call that takes one; the last component is the spot's own name. */
  readonly at: string
}

/** Opens the directory that holds a spot's name and keeps it open: the path to the name cannot lead anywhere else. The caller closes the directory. */
export const pinName = async (spot: Spot): Promise<Pinned> => {
  const components = componentsOf(spot)
  const name = components.at(-1)
  if (name === undefined) throw outside(spot, 'it is a root')
  const directory = await joinDirectory({ root: spot.root, path: components.slice(0, -1).join('/') })
  return { directory, at: within(directory, name) }
}

/** Opens the directory that holds a spot's name; `use` gets a path to the name that cannot lead anywhere else. */
export const withName = async <T>(spot: Spot, use: (pinned: Pinned) => Promise<T>): Promise<T> => {
  const pinned = await pinName(spot)
  try {
    return await use(pinned)
  } finally {
    await pinned.directory.close()
  }
}
