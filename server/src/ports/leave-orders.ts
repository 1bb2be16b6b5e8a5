/** Where orders to leave titles on the array are kept. */
import type { LeaveOrder } from '#core/model/leave-order.ts'
import type { UnitId } from '#core/model/unit.ts'

/** One for each unit at the most. */
export interface LeaveOrderStore {
  all(): Promise<readonly LeaveOrder[]>
  /** Takes the place of an older one of the same unit. */
  put(order: LeaveOrder): Promise<void>
  /** The order that is gone, or undefined when there was none. */
  drop(unit: UnitId): Promise<LeaveOrder | undefined>
}
