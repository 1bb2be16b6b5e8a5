/** What can be known of disks without waking one. */

/** What one reading says of the disk under a root. */
export interface DiskLook {
  /** The root as it was asked for. */
  readonly path: string
  /** What the host itself says; undefined: nothing. */
  readonly says: 'awake' | 'asleep' | undefined
  /** Whether it turns; undefined when that is not to be seen. */
  readonly isRotational: boolean | undefined
  /** Reads and writes that reached the device since it was attached; undefined when they are not counted here. */
  readonly requests: number | undefined
}

/** Reads what kernel and host tell in memory: no call below any root, and nothing is sent to a device. */
export interface DiskLooks {
  look(roots: readonly string[]): Promise<readonly DiskLook[]>
}
