/** Watches folders of the pool with inotify: one watch a folder, a bounded number of them, and none where the kernel does not hear everybody. */
import { type FSWatcher, watch } from 'node:fs'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import { mountOf, readMounts } from '#adapters/disk/mountinfo.ts'
import type { PoolWatch, Watching } from '#ports/pool-watch.ts'
import { isRemote } from './remote.ts'

/** The kernel gives a user some thousands of watches for all programs together; others need theirs. */
const mostWatches = 4096

const eachRunLooks = 'Each run looks at the pool all the same.'

const deafTo = async (poolRoot: string): Promise<string | undefined> => {
  const mounts = await readMounts()
  if (!isRemote(mounts, poolRoot)) return undefined
  const type = mountOf(mounts, poolRoot)?.fileSystem
  return `Changes on ${poolRoot} are not heard as they happen, because it is ${type}. ${eachRunLooks}`
}

const sentenceOf = (poolRoot: string, left: number, code: string | undefined): string => {
  const why =
    code === undefined
      ? `only ${mostWatches} are watched`
      : `the kernel gives no more watches (${code}; raise fs.inotify.max_user_watches on the host)`
  return `Changes in ${left} folders of ${poolRoot} are not heard as they happen: ${why}. ${eachRunLooks}`
}

const open = (folder: string, heard: (folder: string) => void): FSWatcher => {
  const watcher = watch(folder, { persistent: false }, () => heard(folder))
  // A folder that goes away, or a disk that does, ends its watch; the next run looks anyway.
  watcher.on('error', () => watcher.close())
  return watcher
}

/** What stopped the opening of watches; undefined when it was only a folder that is gone. */
const openAll = (folders: readonly string[], heard: (folder: string) => void) => {
  const watchers: FSWatcher[] = []
  for (const [at, folder] of folders.entries()) {
    try {
      watchers.push(open(folder, heard))
    } catch (thrown) {
      const code = errnoOf(thrown)
      if (!isAbsent(code)) return { watchers, left: folders.length - at, code }
    }
  }
  return { watchers, left: 0, code: undefined }
}

const closing = (watchers: readonly FSWatcher[], trouble: string | undefined): Watching => ({
  trouble,
  close: () => {
    for (const watcher of watchers) watcher.close()
  }
})

/** Watches with the kernel of this machine. */
export const createPoolWatch = (): PoolWatch => ({
  watch: async (poolRoot, folders, heard) => {
    const trouble = await deafTo(poolRoot)
    if (trouble !== undefined) return closing([], trouble)
    const { watchers, left, code } = openAll(folders.slice(0, mostWatches), heard)
    const unheard = left + Math.max(0, folders.length - mostWatches)
    return closing(watchers, unheard === 0 ? undefined : sentenceOf(poolRoot, unheard, code))
  }
})
