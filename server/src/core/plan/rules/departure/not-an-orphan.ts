/** What somebody deleted or replaced under us waits for a person. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const notAnOrphan: DepartureRule = {
  name: 'not-an-orphan',
  judge: ({ owned }) =>
    owned.state === 'orphan'
      ? refuse({ code: 'needs-a-person', detail: `${owned.id} was deleted or replaced by another program.` })
      : pass
}
