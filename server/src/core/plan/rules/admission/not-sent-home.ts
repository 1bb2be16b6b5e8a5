/** Does not bring back what its timer sent home a while ago, as long as only those have it on their watchlist who had it then: no file goes to and fro. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

export const notSentHome: AdmissionRule = {
  name: 'not-sent-home',
  judge: (unit, world) => {
    const sent = world.sentHome.get(unit.id)
    if (sent === undefined) return pass
    const isOld = unit.wants.every(({ kind, person }) => kind === 'watchlist' && sent.people.includes(person))
    return isOld ? refuse({ code: 'sent-home-by-timer', at: sent.at, people: [...sent.people] }) : pass
  }
}
