/** Walks through all libraries at once for files that are sought; one that does not answer is named, and the others go on. */

import { under } from '#core/resolve/path-map.ts'
import { type Candidate, fitOf, type SeekIndex, type Sought } from '#core/scan/seek.ts'
import type { LibraryScanner } from '#ports/scan/library-scan.ts'
import { Failure } from '#src/failure.ts'

/** How the roots answered. */
export interface Answering {
  /** Those that did. */
  readonly done: readonly string[]
  readonly troubles: readonly string[]
}

/** Copies of one file that are told apart; more of them change nothing. */
const mostCandidates = 10

const each = async (roots: readonly string[], ask: (root: string) => Promise<void>): Promise<Answering> => {
  const done: string[] = []
  const troubles: string[] = []
  await Promise.all(
    roots.map(async (root) => {
      try {
        await ask(root)
        done.push(root)
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown
        troubles.push(thrown.told)
      }
    })
  )
  return { done, troubles }
}

interface Walks {
  readonly roots: readonly string[]
  readonly left: readonly Sought[]
  readonly index: SeekIndex
  readonly candidates: ReadonlyMap<string, Candidate[]>
  readonly scan: { readonly scanner: LibraryScanner }
  readonly signal: AbortSignal
}

const folderName = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1)

/** Stops as soon as everything was found by its name, its folder's name and its size; anything less may have a better match elsewhere. */
const all = async ({ roots, left, index, candidates, scan, signal }: Walks): Promise<Answering> => {
  if (left.length === 0) return { done: roots, troubles: [] }
  const waiting = new Set(left.map(({ plexPath }) => plexPath))

  const take = (sought: Sought, candidate: Candidate): void => {
    const known = candidates.get(sought.plexPath) ?? []
    if (known.length < mostCandidates) known.push(candidate)
    if (candidate.how === 'folder') waiting.delete(sought.plexPath)
  }

  const consider = async (root: string, folder: string, name: string): Promise<void> => {
    const path = folder === '' ? name : `${folder}/${name}`
    const sizeBytes = await scan.scanner.sizeOf(root, path)
    if (sizeBytes === undefined) return
    for (const sought of index.meant(name)) {
      const how = fitOf(sought, { name, folder: folderName(folder), sizeBytes })
      if (how !== undefined) take(sought, { path: under(root, path), sizeBytes, how })
    }
  }

  const unread: string[] = []
  const answering = await each(roots, async (root) => {
    const walked = await scan.scanner.walk(root, {
      visit: async (folder, names) => {
        for (const name of names) if (index.meant(name).length > 0) await consider(root, folder, name)
      },
      isOver: () => waiting.size === 0,
      signal
    })
    unread.push(...walked.unread)
  })
  return { done: answering.done, troubles: [...answering.troubles, ...unread] }
}

/** Each root by itself, and all together. */
export const walkFor = { each, all }
