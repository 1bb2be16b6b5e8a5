/** Gives a copy what belongs to its original besides its bytes: owner, mode, extended attributes, access lists and times. */
import { spawn } from 'node:child_process'
import type { BigIntStats } from 'node:fs'
import type { OpenFile } from '#adapters/disk/calls.ts'
import type { NativeCalls } from '#adapters/disk/native/calls.ts'

const permissionBits = 0o7777n

const permissions = (found: BigIntStats): number => Number(found.mode & permissionBits)

/** How attributes are carried. */
export interface AttributeTools {
  readonly native: NativeCalls | undefined
  /** Whether extended attributes and access lists are carried over. */
  readonly extended: boolean
}

/** `cp` copies what Node has no call for, and times to the nanosecond. Handles are passed on, so no name is looked up again. */
const runCp = (source: OpenFile, target: OpenFile): Promise<void> =>
  new Promise((resolve) => {
    const kept = '--preserve=mode,timestamps,xattr'
    const cp = spawn('cp', ['--attributes-only', kept, '--', '/proc/self/fd/3', '/proc/self/fd/4'], {
      stdio: ['ignore', 'ignore', 'ignore', source.fd, target.fd]
    })
    // Best effort: a system without this `cp`, or a file system without attributes, still has owner, mode and times set below.
    cp.once('error', () => resolve())
    cp.once('close', () => resolve())
  })

/** What belongs to the machine or the file system that a file lies on, not to the file. */
const staysBehind: ReadonlySet<string> = new Set(['security.selinux', 'security.ima', 'security.evm'])

/** A directory may give what is made in it an access list that the original does not have. */
const inherited: ReadonlySet<string> = new Set(['system.posix_acl_access'])

/** Best effort, name by name: an attribute that the other file system does not take is left out. */
const carryExtended = (source: OpenFile, target: OpenFile, native: NativeCalls): void => {
  const wanted = native.attributesOf(source.fd)
  const present = native.attributesOf(target.fd)
  if (wanted === undefined || present === undefined) return
  for (const name of present.keys()) {
    if (inherited.has(name) && !wanted.has(name)) native.removeAttribute(target.fd, name)
  }
  for (const [name, value] of wanted) {
    if (!staysBehind.has(name)) native.setAttribute(target.fd, name, value)
  }
}

const setTimes = async (target: OpenFile, wanted: BigIntStats, native: NativeCalls | undefined): Promise<void> => {
  const exact = native?.setTimes(target.fd, { accessedNs: wanted.atimeNs, modifiedNs: wanted.mtimeNs })
  if (exact === true) return
  const found = await target.stat({ bigint: true })
  if (found.mtimeNs === wanted.mtimeNs) return
  await target.utimes(Number(wanted.atimeNs) / 1e9, Number(wanted.mtimeNs) / 1e9)
}

/** Access lists can leave a mode behind that is narrower than the original's. */
const repairMode = async (target: OpenFile, wanted: BigIntStats): Promise<void> => {
  const found = await target.stat({ bigint: true })
  if (permissions(found) !== permissions(wanted)) await target.chmod(permissions(wanted))
}

/** Owner and mode first, then attributes, times last. Gives back what the source is. */
export const carryAttributes = async (
  source: OpenFile,
  target: OpenFile,
  { native, extended }: AttributeTools
): Promise<BigIntStats> => {
  const wanted = await source.stat({ bigint: true })
  await target.chown(Number(wanted.uid), Number(wanted.gid))
  await target.chmod(permissions(wanted))
  if (extended) {
    if (native === undefined) await runCp(source, target)
    else carryExtended(source, target, native)
    await repairMode(target, wanted)
  }
  await setTimes(target, wanted, native)
  return wanted
}
