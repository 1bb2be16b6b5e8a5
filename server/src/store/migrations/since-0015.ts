/** The later migrations, in order of their names. */
import { up as postponedFor } from './0015-postponed-for.ts'
import { up as access } from './0016-access.ts'
import { up as insight } from './0017-insight.ts'
import { up as historyOfAll } from './0018-history-of-all.ts'
import { up as leaveOrders } from './0019-leave-orders.ts'

export const since0015 = {
  '0015-postponed-for': { up: postponedFor },
  '0016-access': { up: access },
  '0017-insight': { up: insight },
  '0018-history-of-all': { up: historyOfAll },
  '0019-leave-orders': { up: leaveOrders }
} as const
