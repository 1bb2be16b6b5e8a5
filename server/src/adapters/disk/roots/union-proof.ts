/** Proves that a merged view shows the pool: a hidden file is put on the pool for a moment and looked for on the other side. */
import { open } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import { unaskedFailure } from '#adapters/disk/probe/able.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import { under } from '#core/resolve/path-map.ts'
import type { UnionProof } from '#ports/storage-host.ts'
import { lies } from './lies.ts'
import { wayOf, withPoolFolder } from './pool-folder.ts'

/** Makes something under a path only for as long as it is used, and takes it away whatever happens. */
export type Trace = <T>(path: string, use: () => Promise<T>) => Promise<T>

/** mergerfs keeps what it knows of a folder for a second by default; a view that has not caught up after this many looks does not show the pool. */
const LOOKS = 26
const BETWEEN_LOOKS_MS = 100

interface Proof {
  readonly ask: AskDisk
  readonly layout: StorageLayout
  readonly way: readonly string[]
  readonly name: string
}

const createEmpty = async (path: string): Promise<void> => (await open(path, 'wx', 0o644)).close()

const appears = async (proof: Proof, path: string, looksLeft: number): Promise<boolean> => {
  if (await proof.ask(proof.layout.shareRoot, () => lies(path))) return true
  if (looksLeft <= 1) return false
  await delay(BETWEEN_LOOKS_MS)
  return appears(proof, path, looksLeft - 1)
}

const look = async (proof: Proof): Promise<UnionProof> => {
  const { layout, way, name, ask } = proof
  const below = [...way, name].join('/')
  for (const root of layout.arrayRoots) {
    // One that is away shows nothing, and is not asked.
    if (layout.gates?.get(root)?.touch !== undefined) continue
    if (!(await ask(root, () => lies(under(root, below))))) continue
    const sentence = `A file put into ${layout.poolRoot} appears below ${root}, which should be a disk of the array: it is the pool itself or a merged view. Correct ARRAY_SOURCES or CACHE_DESTINATION.`
    return { proven: false, sentence }
  }
  if (await appears(proof, under(layout.shareRoot, below), LOOKS)) return { proven: true }
  const sentence = `A file put into ${layout.poolRoot} does not appear below ${layout.shareRoot}, so Plex would not see what is cached: the pool is no branch of the merged view, or not at the same place in it. Correct CACHE_DESTINATION, REAL_SOURCE or ARRAY_SOURCES.`
  return { proven: false, sentence }
}

/**
 * Puts `.mc-probe-<id>` into the pool's folder, looks for it through the share and on the array roots, and removes it again.
 *
 * @param relativeDirectory relative to the roots; empty for the roots themselves
 * @param trace leaves what is made there only as long as it is used
 */
export const proveUnion = async (
  layout: StorageLayout,
  relativeDirectory: string,
  { id, trace, ask }: { readonly id: string; readonly trace: Trace; readonly ask: AskDisk }
): Promise<UnionProof> => {
  const proof: Proof = { ask, layout, way: wayOf(relativeDirectory), name: `.mc-probe-${id}` }
  try {
    return await withPoolFolder({ layout, ask }, proof.way, (folder) => {
      const file = under(folder, proof.name)
      return trace(file, async () => {
        await createEmpty(file)
        return await look(proof)
      })
    })
  } catch (thrown) {
    throw unaskedFailure(thrown, {
      root: layout.poolRoot,
      sentence: (words) => `Whether ${layout.poolRoot} is part of the merged view cannot be proved: ${words}.`
    })
  }
}
