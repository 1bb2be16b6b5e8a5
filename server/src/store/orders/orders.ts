/** Orders to leave titles on the array, in the database. Those that are over long since are forgotten when another is given. */
import type { Kysely, Selectable } from 'kysely'
import type { LeaveOrder } from '#core/orders/leave-order.ts'
import type { LeaveOrderStore } from '#ports/store.ts'
import type { LeaveOrderTable, OrderTables } from './table.ts'

const orderOf = ({ until_at: untilAt, ...row }: Selectable<LeaveOrderTable>): LeaveOrder => ({ ...row, untilAt })

/** The orders of this database. */
export const createLeaveOrderStore = (db: Kysely<OrderTables>): LeaveOrderStore => ({
  all: async () => (await db.selectFrom('leave_order').selectAll().orderBy('unit').execute()).map(orderOf),
  put: ({ untilAt, ...order }) =>
    db.transaction().execute(async (open) => {
      const row = { ...order, until_at: untilAt }
      await open.deleteFrom('leave_order').where('until_at', '<=', order.at).execute()
      await open
        .insertInto('leave_order')
        .values(row)
        .onConflict((conflict) => conflict.column('unit').doUpdateSet(row))
        .execute()
    }),
  drop: async (unit) => {
    const row = await db.deleteFrom('leave_order').where('unit', '=', unit).returningAll().executeTakeFirst()
    return row === undefined ? undefined : orderOf(row)
  }
})
