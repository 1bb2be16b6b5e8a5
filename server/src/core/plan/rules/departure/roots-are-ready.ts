/** Brings nothing home while the pool or the view is missing, and no file whose own disk is in trouble. */

import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'
import { factsOfOwned } from '#core/resolve/place-facts.ts'
import { holdsReturn } from '#core/resolve/root-gates.ts'

export const rootsAreReady: DepartureRule = {
  name: 'roots-are-ready',
  judge: ({ owned }, world) => {
    const { evictBlock } = factsOfOwned(world, owned)
    if (evictBlock !== undefined) return refuse(evictBlock, 'settings-change')
    const roots = owned.files.map((file) => file.arrayRoot)
    const held = holdsReturn(roots, owned.mode, world.gates)
    return held === undefined ? pass : refuse(held)
  }
}
