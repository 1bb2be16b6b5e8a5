/** Compares the ledger with the pool: which copies are not as they were left. A part of them in each run, those that somebody touched first. */
import type { CopyFinding } from '#core/model/copies.ts'
import type { PoolPath } from '#core/model/place.ts'
import type { StepResult } from '#engine/execute.ts'
import type { Ledger, OwnedCopy } from '#ports/ledger.ts'
import type { StorageHost } from '#ports/storage-host.ts'

/** What reconciling needs. */
export interface ReconcileDeps {
  readonly host: Pick<StorageHost, 'lookAtCopies'>
  readonly ledger: Pick<Ledger, 'copies'>
}

/** Remembers where it left off. */
export interface Reconciler {
  /** Looks at the copies whose turn it is. No call below an array root. */
  look(): Promise<ReadonlyMap<PoolPath, CopyFinding>>
  /** Looks at once at our copies in these folders of the pool. */
  heard(folders: ReadonlySet<string>): Promise<ReadonlyMap<PoolPath, CopyFinding>>
}

/** How a run sees what happened behind our back. */
export interface Vigilance {
  readonly reconciler: Pick<Reconciler, 'look'>
  /** Looks over disks that these steps woke, when that is due. */
  readonly lookOver: (results: readonly StepResult[], signal: AbortSignal) => Promise<void>
}

/** Copies looked at in one run: some ten milliseconds, however many there are. The rest has its turn in the next runs. */
const perRun = 4000

/** The folder of an absolute path. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** Starts from the first copy. What was found is looked at again in every run until it is put in order. */
export const createReconciler = ({ host, ledger }: ReconcileDeps): Reconciler => {
  let next = 0
  let pending: ReadonlySet<string> = new Set()

  const turnOf = (copies: readonly OwnedCopy[]): readonly OwnedCopy[] => {
    if (copies.length <= perRun) return copies
    const from = next % copies.length
    next = from + perRun
    const turn = new Set([...copies.slice(from, next), ...copies.slice(0, Math.max(0, next - copies.length))])
    return [...turn, ...copies.filter((copy) => pending.has(copy.path) && !turn.has(copy))]
  }

  const lookAt = async (copies: readonly OwnedCopy[]): Promise<ReadonlyMap<PoolPath, CopyFinding>> => {
    const found = new Map((await host.lookAtCopies(copies)).map((finding) => [finding.path, finding]))
    const seen = new Set<string>(copies.map(({ path }) => path))
    pending = new Set([...[...pending].filter((path) => !seen.has(path)), ...found.keys()])
    return found
  }

  return {
    look: async () => lookAt(turnOf(await ledger.copies())),
    heard: async (folders) => {
      const copies = (await ledger.copies()).filter(({ path }) => folders.has(folderOf(path)))
      return await lookAt(copies)
    }
  }
}
