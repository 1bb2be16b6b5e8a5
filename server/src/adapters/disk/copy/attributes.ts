/** Gives a copy what belongs to its original besides its bytes: owner, mode, extended attributes, access lists and times. */
import { spawn } from 'node:child_process'
import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

const permissionBits = 0o7777n

const permissions = (found: BigIntStats): number => Number(found.mode & permissionBits)

/** `cp` copies what Node has no call for, and times to the nanosecond. Handles are passed on, so no name is looked up again. */
const runCp = (source: FileHandle, target: FileHandle): Promise<void> =>
  new Promise((resolve) => {
    const kept = '--preserve=mode,timestamps,xattr'
    const cp = spawn('cp', ['--attributes-only', kept, '--', '/proc/self/fd/3', '/proc/self/fd/4'], {
      stdio: ['ignore', 'ignore', 'ignore', source.fd, target.fd]
    })
    // Best effort: a system without this `cp`, or a file system without attributes, still has owner, mode and times set below.
    cp.once('error', () => resolve())
    cp.once('close', () => resolve())
  })

const setTimes = async (target: FileHandle, wanted: BigIntStats): Promise<void> => {
  const found = await target.stat({ bigint: true })
  if (found.mtimeNs === wanted.mtimeNs) return
  await target.utimes(Number(wanted.atimeNs) / 1e9, Number(wanted.mtimeNs) / 1e9)
}

/** Access lists can leave a mode behind that is narrower than the original's. */
const repairMode = async (target: FileHandle, wanted: BigIntStats): Promise<void> => {
  const found = await target.stat({ bigint: true })
  if (permissions(found) !== permissions(wanted)) await target.chmod(permissions(wanted))
}

/** Owner and mode first, then attributes, times last. `extended`: whether extended attributes and access lists are carried over. */
export const carryAttributes = async (source: FileHandle, target: FileHandle, extended: boolean): Promise<void> => {
  const wanted = await source.stat({ bigint: true })
  await target.chown(Number(wanted.uid), Number(wanted.gid))
  await target.chmod(permissions(wanted))
  if (extended) await runCp(source, target)
  await repairMode(target, wanted)
  await setTimes(target, wanted)
}
