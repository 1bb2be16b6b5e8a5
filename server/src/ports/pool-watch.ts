/** What the engine needs to hear of changes on the pool as they happen. */

/** A watch that is kept. */
export interface Watching {
  /** What is not watched and why, one sentence; undefined when all of it is. */
  readonly trouble: string | undefined
  close(): void
}

/** Watches folders of the pool, on a real local file system only. */
export interface PoolWatch {
  /**
   * Calls back with the folder in which a name came, went or was written. Folders that are gone are passed over.
   *
   * @param folders absolute paths below the pool root
   */
  watch(poolRoot: string, folders: readonly string[], heard: (folder: string) => void): Promise<Watching>
}
