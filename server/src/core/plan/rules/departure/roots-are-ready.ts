/** Brings nothing home while a root is missing. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const rootsAreReady: DepartureRule = {
  name: 'roots-are-ready',
  judge: (_tenant, world) => (world.evictBlock === undefined ? pass : refuse(world.evictBlock, 'settings-change'))
}
