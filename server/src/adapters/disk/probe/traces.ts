/**
 * What probes put on disks, written down before it is made and forgotten once it is gone, so that a program that died in between
 * takes it away the next time. Only names of our own making are ever removed, and only what a probe puts there.
 */
import { constants } from 'node:fs'
import { lstat, open, readdir, rmdir, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { errnoOf, isAbsent } from '#adapters/disk/errno-words.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import { under } from '#core/resolve/path-map.ts'

/** Where facts are kept. */
export interface ProbeMemory {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

const KEY = 'probe.traces'
const NAME = /^\.mc-probe-[\w-]{1,64}$/u
/** The longest names that are tried: the usual limit, and that of folders encrypted with eCryptfs. */
export const LENGTHS = [255, 143] as const
/** Everything that a probe makes inside its folder, and what FUSE and NFS call a file that is open while its name goes. */
const INSIDE = /^(?:pcu-[A-Za-z-]{1,24}|n{255}|n{143}|\.fuse_hidden[0-9a-f]+|\.nfs[0-9a-f]+)$/u

const schema = z.array(z.string())

const recall = async (memory: ProbeMemory): Promise<readonly string[]> => {
  const text = await memory.get(KEY)
  return text === undefined || text === '' ? [] : schema.parse(JSON.parse(text))
}

const remember = (memory: ProbeMemory, paths: readonly string[]): Promise<void> =>
  memory.set(KEY, JSON.stringify(paths))

const absentIsFine = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act()
  } catch (thrown) {
    if (!isAbsent(errnoOf(thrown))) throw thrown
  }
}

const removeFolder = async (path: string): Promise<void> => {
  for (const name of await readdir(path)) {
    if (INSIDE.test(name)) await absentIsFine(() => unlink(under(path, name)))
  }
  await rmdir(path)
}

/** Takes a trace away: our folder with what we put into it, or our empty file. Anything else under that name is left. */
const removeTrace = (path: string): Promise<void> =>
  absentIsFine(async () => {
    const found = await lstat(path)
    if (!NAME.test(basename(path))) return
    if (found.isDirectory()) await removeFolder(path)
    else if (found.isFile() && found.size === 0) await unlink(path)
  })

/** A removal that is not durable comes back after a power cut, when nobody knows any more that the name was ours. */
const makeDurable = async (folder: string): Promise<void> => {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } catch (thrown) {
    // Some file systems cannot make a folder durable; they are told so elsewhere.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errnoOf(thrown))) throw thrown
  } finally {
    await handle.close()
  }
}

/** Leaves a trace for as long as `use` takes. A trace that cannot be removed stays written down for the next sweep. */
export const withTrace = async <T>(memory: ProbeMemory, path: string, use: () => Promise<T>): Promise<T> => {
  await remember(memory, [...(await recall(memory)), path])
  try {
    return await use()
  } finally {
    await removeTrace(path)
    await makeDurable(dirname(path))
    await remember(
      memory,
      (await recall(memory)).filter((known) => known !== path)
    )
  }
}

/** What sweeping needs. */
interface SweepDeps {
  readonly memory: ProbeMemory
  readonly ask: AskDisk
}

/** Removes what a program that died left behind. What cannot be reached now is tried again the next time. */
export const sweepTraces = async ({ memory, ask }: SweepDeps): Promise<void> => {
  const left = await recall(memory)
  if (left.length === 0) return
  const still: string[] = []
  for (const path of left) {
    try {
      await ask(dirname(path), () => removeTrace(path))
    } catch (thrown) {
      if (errnoOf(thrown) === 'unknown') throw thrown
      still.push(path)
    }
  }
  await remember(memory, still)
}
