/** The table of orders to leave titles on the array, as Kysely knows it (migration 0019). */
import type { UnitId } from '#core/model/unit.ts'

/** One order. */
export interface LeaveOrderTable {
  unit: UnitId
  title: string
  person: string
  at: number
  until_at: number
}

/** The tables of this migration. */
export interface OrderTables {
  leave_order: LeaveOrderTable
}
