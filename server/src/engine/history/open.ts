/** Adds what happened to the engine's face. */
import type { Happened, HistoryFilter, Settings } from '@pcu/contract'
import type { Face } from '#engine/face.ts'
import { roadsOf } from '#engine/layout.ts'
import { tellUnderWay } from '#engine/run/under-way.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { HistoryStore, RunStore } from '#ports/store.ts'
import { createUndoDesk, type UndoDeps } from './undo.ts'

/** What it needs. */
export interface OpenHistory extends Omit<UndoDeps, 'settings' | 'roads' | 'underWay' | 'live'> {
  readonly settings: Settings
  readonly live: LiveState
  readonly history: HistoryStore
  readonly runs: RunStore
}

const rowsAtOnce = 1000

/** Rows that come meanwhile stand before those that are read next; a moment past the first one keeps them out. */
async function* all({ history }: OpenHistory, filter: HistoryFilter): AsyncIterable<Happened> {
  const first = await history.page({ ...filter, offset: 0, limit: rowsAtOnce })
  yield* first.rows
  const [newest] = first.rows
  const until = Math.min(filter.until ?? Number.MAX_SAFE_INTEGER, (newest?.at ?? 0) + 1)
  for (let offset = rowsAtOnce; offset < first.total; offset += rowsAtOnce) {
    const { rows } = await history.page({ ...filter, until, offset, limit: rowsAtOnce })
    yield* rows
  }
}

/** The whole face. */
export const withHistory = (face: Omit<Face, 'history'>, deps: OpenHistory): Face => ({
  ...face,
  history: {
    page: async (query) => {
      const { rows, ...counts } = await deps.history.page(query)
      return { rows: [...rows], ...counts }
    },
    everything: (filter) => all(deps, filter),
    runs: deps.runs.count,
    undo: createUndoDesk({
      ...deps,
      roads: () => roadsOf(deps.settings),
      underWay: () => tellUnderWay(deps.live, { now: deps.clock.now(), timeZone: deps.timeZone })
    })
  }
})
