/** Makes a disk as slow as a hard disk for this process and all that it starts: a control group limits what they read from its device. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const version1 = '/sys/fs/cgroup/blkio'
const version2 = '/sys/fs/cgroup'

type Version = 1 | 2

const versionHere = (): Version | undefined => {
  if (existsSync(join(version1, 'blkio.throttle.read_bps_device'))) return 1
  const controllers = join(version2, 'cgroup.controllers')
  return existsSync(controllers) && readFileSync(controllers, 'utf8').split(/\s+/u).includes('io') ? 2 : undefined
}

/** Why nothing can be slowed down here, as a clause; undefined when it can. */
export const noThrottleBecause = (): string | undefined =>
  versionHere() === undefined ? 'this machine has no control group for disks' : undefined

const rootOf = (version: Version): string => (version === 1 ? version1 : version2)

const limit = (version: Version, group: string, rule: { device: string; bytesPerSecond: number }): void => {
  const { device, bytesPerSecond } = rule
  if (version === 1) {
    writeFileSync(join(group, 'blkio.throttle.read_bps_device'), `${device} ${bytesPerSecond}`)
    return
  }
  writeFileSync(join(version2, 'cgroup.subtree_control'), '+io')
  writeFileSync(join(group, 'io.max'), `${device} rbps=${bytesPerSecond}`)
}

/** Slows the device (`major:minor`) down while `use` runs. Processes that `use` starts must have ended when it ends. */
export const throttled = async (
  rule: { readonly device: string; readonly bytesPerSecond: number },
  use: () => Promise<void>
): Promise<void> => {
  const version = versionHere()
  if (version === undefined) throw new Error('nothing can be slowed down here')
  const root = rootOf(version)
  const group = join(root, `pcu-bench-${process.pid}`)
  mkdirSync(group)
  const leave = (): void => {
    writeFileSync(join(root, 'cgroup.procs'), String(process.pid))
    rmdirSync(group)
  }
  process.once('exit', leave)
  try {
    limit(version, group, rule)
    writeFileSync(join(group, 'cgroup.procs'), String(process.pid))
    await use()
  } finally {
    process.off('exit', leave)
    leave()
  }
}
