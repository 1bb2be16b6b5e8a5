/** The register that can be read back: a list on the pool itself of everything that lies there because of us, for the day the database is gone. */
import type { Register, RegisteredFile } from './register.ts'

/** What was read of a manifest. */
export interface ManifestReading {
  /** As recorded; `poolRoot` and `poolPath` are where the manifest lies now, everything else is what was true when it was written. */
  readonly files: readonly RegisteredFile[]
  /** Lines that are not understood. They are kept as they are. */
  readonly strangeLines: number
  /** Those of them that a newer version wrote. */
  readonly newerLines: number
}

/** The manifest of every pool. `rebuild` enters what is missing and never strikes: what only the manifest knows may be the truth. */
export interface Manifest extends Register {
  /** Reads the manifest of a pool; an empty reading when there is none. Throws a Failure when there is one that cannot be read. */
  read(poolRoot: string): Promise<ManifestReading>
}
