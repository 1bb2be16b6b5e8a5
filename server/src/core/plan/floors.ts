/** Bytes that must stay free on a file system while files come to it: what people set, and a least amount whatever they set. */

/** What the floor of one file system follows from, bytes. */
export interface FloorFacts {
  readonly totalBytes: number
  /** What the machine itself is told to keep free there, such as Unraid's "minimum free space". */
  readonly hostBytes: number
}

const GB = 1_000_000_000
const MiB = 1_048_576
const share = 0.05

const part = (totalBytes: number, mostBytes: number): number => Math.min(Math.floor(totalBytes * share), mostBytes)

/** The pool's floor. File systems that are nearly full grow slow and fragmented, so a twentieth is kept, but no more than 20 GB of a large one. `setBytes`: POOL_KEEP_FREE_GB. */
export const poolFloorBytes = ({ totalBytes, hostBytes }: FloorFacts, setBytes: number): number =>
  Math.max(setBytes, hostBytes, part(totalBytes, 20 * GB))

/**
 * The floor of an array disk, kept while a file comes home to it. What comes home was there before, so this is only as much as the file system itself and other
 * writers need to go on: a twentieth of a small disk, 1 GB of a large one, never less than 64 MiB.
 */
export const arrayFloorBytes = ({ totalBytes, hostBytes }: FloorFacts): number =>
  Math.max(64 * MiB, hostBytes, part(totalBytes, GB))
