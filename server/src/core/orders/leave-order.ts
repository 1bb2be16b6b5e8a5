/** A person's order that a title goes home and is left there for a while, whoever wants it, unless somebody pins it. */
import type { UnitId } from '#core/model/unit.ts'

/** One of them. Epoch milliseconds. */
export interface LeaveOrder {
  readonly unit: UnitId
  readonly title: string
  /** Who asked for it, as shown to people. */
  readonly person: string
  readonly at: number
  /** From then on the wishes of others count again. */
  readonly untilAt: number
}
