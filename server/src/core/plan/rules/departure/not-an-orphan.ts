/** What somebody deleted or replaced under us waits for a person. */
import { orphanReason } from '#core/plan/orphan-reason.ts'
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const notAnOrphan: DepartureRule = {
  name: 'not-an-orphan',
  judge: ({ owned }) => {
    const reason = orphanReason(owned)
    return reason === undefined ? pass : refuse(reason)
  }
}
