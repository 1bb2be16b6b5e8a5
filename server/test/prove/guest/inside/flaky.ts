/** A disk that can be told to fail every write, by the kernel's own device mapper. */
import { load, run } from './machine.ts'

/** The disk. */
export interface FlakyDisk {
  readonly path: string
  /** From now on every write fails with an error; reads go on. */
  failWrites(): void
  heal(): void
}

let count = 0

/** Puts the mapper over a block device. `--nolockfs`: what is not written yet must meet the error, as on a disk that dies in the middle. */
export const flakyOver = (block: string): FlakyDisk => {
  load('dm-mod', 'dm-flakey')
  count += 1
  const name = `flaky${count}`
  const sectors = run('blockdev', '--getsz', block)
  const linear = `0 ${sectors} linear ${block} 0`
  run('dmsetup', 'create', name, '--noudevsync', '--table', linear)
  run('dmsetup', 'mknodes', name)
  const turn = (table: string): void => {
    run('dmsetup', 'suspend', '--noudevsync', '--nolockfs', name)
    run('dmsetup', 'load', name, '--table', table)
    run('dmsetup', 'resume', '--noudevsync', name)
  }
  return {
    path: `/dev/mapper/${name}`,
    failWrites: () => turn(`0 ${sectors} flakey ${block} 0 0 60 1 error_writes`),
    heal: () => turn(linear)
  }
}
