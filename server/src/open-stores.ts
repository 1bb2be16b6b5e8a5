/** What the program keeps in its database besides files and facts, each in its store. */
import { createHistory } from '#store/history/history.ts'
import { createInsightStore } from '#store/insight/insight-store.ts'
import { createInspectionStore } from '#store/inspections.ts'
import type { Store } from '#store/open.ts'
import { createLeaveOrderStore } from '#store/orders/orders.ts'
import { createPinStore } from '#store/pins/pins.ts'
import { createPlanStore } from '#store/plans.ts'
import { createRunStore } from '#store/runs.ts'
import { createWatcherStore } from '#store/watcher/watcher-store.ts'

/** The stores over one database. */
export const storesOf = (db: Store['db']) => ({
  runs: createRunStore(db),
  plans: createPlanStore(db),
  pins: createPinStore(db),
  history: createHistory(db),
  leaveOrders: createLeaveOrderStore(db),
  insightStore: createInsightStore(db),
  inspections: createInspectionStore(db),
  watcherStore: createWatcherStore(db)
})
