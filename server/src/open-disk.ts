/** The disks: patience with every root, copies in processes of their own, and no change below a root that is not known. */
import { rateWindowOf, type Settings } from '@pcu/contract'
import { systemClock, systemTimeZone } from '#adapters/clock.ts'
import { type ChildCopier, createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createRate } from '#adapters/disk/copier/rate.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { patientFileSystem } from '#adapters/disk/patience/file-system.ts'
import { createTurnstile, type Turnstile } from '#adapters/disk/patience/turnstile.ts'
import { createRootGuard } from '#adapters/disk/roots/guard.ts'
import { createIdentifiedRoots } from '#adapters/disk/roots/identified.ts'
import { createRootLook, type RootsLearner } from '#adapters/disk/roots/look.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { Log } from '#ports/log.ts'
import type { Memory } from '#ports/store.ts'
import { narrateMissingNative } from './narrate.ts'

interface DiskParts {
  readonly log: Log
  readonly memory: Memory
  readonly settings: Settings
  readonly dryRun: boolean
}

/** The disks as everybody here asks them. */
export interface Disk {
  readonly fileSystem: FileSystem
  /** Which roots may be written. */
  readonly identified: RootsLearner
  /** Patience with every root, for all who ask one. */
  readonly turnstile: Turnstile
  close(): Promise<void>
}

/** How long a disk may keep a copy waiting: longer than the slowest one takes to spin up. */
const patienceMs = 120_000

/** Copies run in processes of their own; where nothing may change there is nothing to copy, and no process. */
export const openDisk = ({ log, memory, settings, dryRun }: DiskParts): Disk => {
  const clock = systemClock
  const { transfer } = settings
  const limits = {
    get megabytesPerSecond() {
      return transfer.copyRateLimitMb
    },
    get windows() {
      return transfer.copyRateSchedule.flatMap((text) => rateWindowOf(text) ?? [])
    },
    timeZone: systemTimeZone()
  }
  const copier: ChildCopier = createChildCopier({
    clock,
    pace: createPace(createRate(limits, clock), clock),
    priority: transfer.copyPriority,
    patienceMs,
    onMissing: (why) => log.write('INFO', narrateMissingNative(why))
  })
  const identified = createIdentifiedRoots({ memory, look: createRootLook(patienceMs) })
  const turnstile = createTurnstile({ clock, patienceMs })
  const disk = patientFileSystem(createDisk({ dryRun: dryRun, clock, copier }), turnstile)
  return {
    fileSystem: dryRun ? disk : createRootGuard(disk, identified),
    identified,
    turnstile,
    close: copier.close
  }
}
