/** Looks for folders of the library: listings and sizes below any mount, by open directories, with patience. Reads only. */
import { opendir } from 'node:fs/promises'
import { lstat } from '#adapters/disk/calls.ts'
import { attempt, readingOf } from '#adapters/disk/errno.ts'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { readMounts } from '#adapters/disk/mountinfo.ts'
import type { Turnstile } from '#adapters/disk/patience/turnstile.ts'
import { withDirectory, withName } from '#adapters/disk/pin.ts'
import type { SeenAt } from '#core/mapping/weigh.ts'
import type { Spot } from '#ports/file-system.ts'
import type { Listing, PathFinder } from '#ports/path-finder.ts'

/** More names than any folder of a library has; reading a folder of millions would take minutes. */
const mostNames = 50_000

const read = async (folder: Spot): Promise<Listing> =>
  withDirectory(folder, async ({ fd }) => {
    const names: string[] = []
    const folders: string[] = []
    for await (const entry of await opendir(`/proc/self/fd/${fd}`, { bufferSize: 1024 })) {
      names.push(entry.name)
      if (entry.isDirectory()) folders.push(entry.name)
      if (names.length >= mostNames) break
    }
    return { names, folders }
  })

const look = (spot: Spot): Promise<SeenAt> =>
  withName(spot, async ({ at }) => {
    const found = await lstat(at, { bigint: true })
    return found.isFile() ? { kind: 'file', sizeBytes: Number(found.size) } : { kind: 'other' }
  })

const unlessAbsent = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await act()
  } catch (thrown) {
    if (isAbsent(errnoOf(thrown))) return undefined
    throw thrown
  }
}

/** The finder of this machine; what it is owed below a root keeps everybody else away from there too. */
export const createPathFinder = (turnstile: Turnstile): PathFinder => {
  const reading = <T>(spot: Spot, act: () => Promise<T>): Promise<T | undefined> =>
    turnstile.bounded({ spot }, () => attempt(readingOf('look at', spot), () => unlessAbsent(act)))
  return {
    mounts: readMounts,
    list: (folder) => reading(folder, () => read(folder)),
    lookAt: async (spot) => (await reading(spot, () => look(spot))) ?? { kind: 'nothing' }
  }
}
