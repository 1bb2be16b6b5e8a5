/** The state of every root with the moment since when it is so, remembered for a status that is asked before anything ran. */
import type { RootStatus } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { RootState, RootsReport } from '#ports/storage-host.ts'
import type { Memory } from '#ports/store.ts'

/** The states as last seen. */
export interface RootStatuses {
  note(report: Pick<RootsReport, 'share' | 'pool' | 'arrays' | 'sources'>): Promise<void>
  all(): Promise<readonly RootStatus[]>
}

const name = 'roots.seen'

/** Our own row, written by `note` below; its shape is ours to trust. */
const parse = (json: string): readonly RootStatus[] => JSON.parse(json)

/** A library of its own is shown as one root: as it is itself, or as what keeps it from being used. */
const worstOf = ({ share, pool, arrays }: RootsReport): RootState => {
  const wrong = [share, ...arrays, pool].find(({ state }) => state !== 'online')
  return wrong === undefined ? share : { ...wrong, path: share.path }
}

/** Nothing is asked of a disk here. */
export const createRootStatuses = (memory: Memory, clock: Clock): RootStatuses => {
  let known: readonly RootStatus[] | undefined

  const recall = async (): Promise<readonly RootStatus[]> => {
    if (known === undefined) {
      const json = await memory.get(name)
      known = json === undefined || json === '' ? [] : parse(json)
    }
    return known
  }

  const since = (before: readonly RootStatus[], { path, state }: RootState): number =>
    before.find((root) => root.path === path && root.state === state)?.since ?? clock.now()

  return {
    all: recall,
    note: async ({ share, pool, arrays, sources = [] }) => {
      const before = await recall()
      const status = (role: RootStatus['role'], state: RootState): RootStatus => ({
        role,
        path: state.path,
        state: state.state,
        sentence: state.sentence,
        since: since(before, state)
      })
      const disks = arrays.filter(({ path }) => path !== share.path)
      known = [
        status('share', share),
        status('pool', pool),
        ...disks.map((disk) => status('array', disk)),
        ...sources.map((source) => status('source', worstOf(source)))
      ]
      const json = JSON.stringify(known)
      if (json !== JSON.stringify(before)) await memory.set(name, json)
    }
  }
}
