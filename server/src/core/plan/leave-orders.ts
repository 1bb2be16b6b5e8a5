/** What orders to leave titles on the array make of a world: there nobody wants what is still on the pool, and nothing brings back what is home. */

import type { Unit, UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import type { LeaveOrder } from '#core/orders/leave-order.ts'

const isPinned = (unit: Unit | undefined): boolean => unit?.wants.some(({ kind }) => kind === 'pin') === true

/** A clock that was set back makes no order longer. */
const isInForce = ({ at, untilAt }: LeaveOrder, now: number): boolean => now < untilAt && now >= at - (untilAt - at)

const withoutWishes = (units: World['units'], ids: readonly UnitId[]): World['units'] => {
  const quiet = new Map(units)
  for (const id of ids) {
    const unit = units.get(id)
    if (unit !== undefined && unit.wants.length > 0) quiet.set(id, { ...unit, wants: [] })
  }
  return quiet
}

/** The world with the orders that are in force in it; a pin, whenever it was made, is stronger. */
export const heedOrders = (world: World, orders: readonly LeaveOrder[]): World => {
  const { leaveOrders: _before, ...rest } = world
  const heeded = orders.filter((order) => isInForce(order, world.now) && !isPinned(world.units.get(order.unit)))
  if (heeded.length === 0) return rest
  const there = new Set(world.owned.map(({ id }) => id))
  const leaving = heeded.map(({ unit }) => unit).filter((unit) => there.has(unit))
  return {
    ...rest,
    units: withoutWishes(world.units, leaving),
    leaveOrders: new Map(heeded.map((order) => [order.unit, order]))
  }
}
