/** The guest's machine: programs, modules, disks in files, and servers on its loopback. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'

/** Runs a program; what it prints is given back. */
export const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

/** The same through a shell, for what is written in lines. */
export const shell = (script: string): string => run('sh', '-ec', script)

export const load = (...modules: readonly string[]): void => {
  for (const module of modules) run('modprobe', module)
}

let images = 0

/** A block device of this many MiB. */
export const device = (mebibytes: number): string => {
  images += 1
  const image = `/tmp/image-${images}`
  writeFileSync(image, '')
  truncateSync(image, mebibytes * 1_048_576)
  return run('losetup', '-f', '--show', image)
}

export type Kind = 'ext4' | 'xfs'

/** Makes a file system and mounts it. */
export const mountNew = (kind: Kind, block: string, at: string): void => {
  run(`mkfs.${kind}`, '-q', block)
  mkdirSync(at, { recursive: true })
  run('mount', '-t', kind, block, at)
}

/** Drops what the memory holds of files, so that the next read asks the disk. */
export const dropCaches = (): void => {
  run('sync')
  writeFileSync('/proc/sys/vm/drop_caches', '3')
}
