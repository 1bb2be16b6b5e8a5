// canary: dependency/ports-are-small-types
import type { Disk } from '#adapters/disk/disk.ts'

export type Known = Disk
