/** Leaves a share alone that lies on a pool already, or that the machine's own mover keeps there. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'
import { shareRefusal } from '#core/resolve/host-state.ts'

export const shareMayBeCached: AdmissionRule = {
  name: 'share-may-be-cached',
  judge: (unit, { shares = [] }) => {
    for (const { sharePath } of unit.videos) {
      const reason = shareRefusal(sharePath, shares)
      if (reason !== undefined) return refuse(reason, 'settings-change')
    }
    return pass
  }
}
