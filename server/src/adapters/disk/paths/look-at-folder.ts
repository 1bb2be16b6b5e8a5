/** One look at one folder that somebody typed: who may do what there, on which file system. Lists nothing, writes nothing. */
import { constants } from 'node:fs'
import { access, realpath, stat, statfs } from 'node:fs/promises'
import { errnoOf, errnoWords } from '#adapters/disk/errno-words.ts'
import { isReadOnly, mountOf, readMounts } from '#adapters/disk/mountinfo.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import { roomOf } from '#adapters/disk/room.ts'
import type { FolderLook } from '#ports/settings/trials.ts'

const may = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false
  )

const mountAt = async (path: string): Promise<FolderLook['mount']> => {
  const mount = mountOf(await readMounts(), path)
  if (mount === undefined) return undefined
  const { mountPoint: point, fileSystem, source } = mount
  return { point, fileSystem, source, isReadOnly: isReadOnly(mount) }
}

const kindOf = (found: Awaited<ReturnType<typeof stat>>): FolderLook['kind'] => {
  if (found.isDirectory()) return 'folder'
  return found.isFile() ? 'file' : 'other'
}

const look = async (path: string): Promise<FolderLook> => {
  const real = await realpath(path)
  const found = await stat(real)
  const room = roomOf(await statfs(real))
  return {
    kind: kindOf(found),
    isReadable: await may(real, constants.R_OK | constants.X_OK),
    isWritable: await may(real, constants.W_OK | constants.X_OK),
    uid: found.uid,
    gid: found.gid,
    mode: found.mode & 0o7777,
    us: { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 },
    mount: await mountAt(real),
    ...room
  }
}

/** @param ask keeps a folder that does not answer from keeping everybody. */
export const lookAtFolder = async (ask: AskDisk, path: string): Promise<FolderLook | { readonly why: string }> => {
  try {
    return await ask(path, () => look(path))
  } catch (thrown) {
    return { why: errnoWords(errnoOf(thrown)) }
  }
}
