/** Promotes nothing while the pool or the view is missing, and no file whose own disk is in trouble. */

import type { UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'
import { factsAt } from '#core/resolve/place-facts.ts'
import { holdsPromotion } from '#core/resolve/root-gates.ts'

/** Where its files were seen; nothing while nobody has looked, and then the look itself says no. */
const rootsOf = (unit: UnitId, { inspections }: World): readonly string[] =>
  (inspections.get(unit)?.files ?? []).map((file) => file.arrayRoot)

export const rootsAreReady: AdmissionRule = {
  name: 'roots-are-ready',
  judge: (unit, world) => {
    const { promoteBlock, mode } = factsAt(world, unit.id)
    if (promoteBlock !== undefined) return refuse(promoteBlock, 'settings-change')
    const held = holdsPromotion(rootsOf(unit.id, world), mode, world.gates)
    return held === undefined ? pass : refuse(held)
  }
}
