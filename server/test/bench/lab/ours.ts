/** Our copy, as the program makes it: by the process that copies, step by step. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#adapters/clock.ts'
import { createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { CopyOrder, FileSystem, Step } from '#ports/file-system.ts'

/** How long one copy took, milliseconds. */
export interface Took {
  /** Until every byte, its hash, owner, mode and times were durable. */
  readonly copiedMs: number
  /** Until it had been read again from the device. */
  readonly totalMs: number
}

/** Where it goes. */
export interface Way {
  readonly from: string
  readonly to: string
  readonly path: string
}

/** The program's copier. */
export interface Ours {
  readonly disk: FileSystem
  /** Copies below a temporary name that the caller takes away. */
  copy(way: Way, facts?: Partial<CopyOrder>): Promise<Took>
  pids(): readonly number[]
  close(): Promise<void>
}

/** The name that copies get. */
export const temporary = '.mc-0123456789abcdef.part'

const patienceMs = 120_000
const never = new AbortController().signal

/** @param bytesPerSecond 0: as fast as it goes */
export const openOurs = (bytesPerSecond = 0): Ours => {
  const copier = createChildCopier({
    clock: systemClock,
    pace: createPace(() => bytesPerSecond, systemClock),
    // The tools beside it run at the normal priority as well.
    priority: 'normal',
    patienceMs,
    onMissing: (why) => process.stdout.write(`native calls are not to be had: ${why}\n`)
  })
  const disk = createDisk({ clock: systemClock, copier })

  const copy: Ours['copy'] = async ({ from, to, path }, facts = {}) => {
    const expected = await disk.look({ root: from, path })
    if (expected === undefined) throw new Error(`${from}/${path} is not there`)
    let copiedMs = Number.NaN
    const begun = performance.now()
    const step: Step = (name, act) => {
      if (name === 'temp.verify') copiedMs = performance.now() - begun
      return act()
    }
    await disk.copy({
      from: { root: from, path },
      expected,
      to: { root: to, path: temporary },
      verification: 'full',
      signal: never,
      step,
      onProgress: () => undefined,
      checkpoint: () => Promise.resolve(),
      ...facts
    })
    return { copiedMs, totalMs: performance.now() - begun }
  }
  return { disk, copy, pids: copier.pids, close: copier.close }
}

/** Takes a copy away that `copy` made. */
export const dropCopy = (root: string): void => rmSync(join(root, temporary), { force: true })
