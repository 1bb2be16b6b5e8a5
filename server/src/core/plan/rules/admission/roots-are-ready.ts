/** Promotes nothing while a root is missing or the mode cannot work here. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

export const rootsAreReady: AdmissionRule = {
  name: 'roots-are-ready',
  judge: (_unit, world) => (world.promoteBlock === undefined ? pass : refuse(world.promoteBlock, 'settings-change'))
}
