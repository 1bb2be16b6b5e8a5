/** What a rescue needs beside the file system of moves: names that nobody wrote down, found by walking. Wakes every disk that it walks. */
import type { Spot } from './file-system.ts'

/** A name that was found. */
export interface FoundName {
  /** Relative to the root of the spot that was walked. */
  readonly path: string
  readonly kind: 'file' | 'link' | 'other'
}

/** Walks. Links are never followed, names that are no text are passed over, folders that cannot be read are named. */
export interface Scout {
  /** The wanted names in a folder, or in everything below it. A folder that is not there has none. */
  find(
    spot: Spot,
    how: { readonly deep: boolean; readonly wanted: (found: FoundName) => boolean }
  ): Promise<{ readonly found: readonly FoundName[]; readonly unread: readonly string[] }>
}
