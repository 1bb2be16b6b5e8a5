/** Leaves on the array what a person had brought home, until the order is over or somebody pins it. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

export const notAskedHome: AdmissionRule = {
  name: 'not-asked-home',
  judge: (unit, { leaveOrders }) => {
    const order = leaveOrders?.get(unit.id)
    if (order === undefined) return pass
    const { person, at, untilAt } = order
    return refuse({ code: 'asked-home-lately', person, at, untilAt })
  }
}
