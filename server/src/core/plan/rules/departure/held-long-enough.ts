/** Keeps a file for a grace time after it was watched or last wanted, so that nothing thrashes. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

const hourMs = 3_600_000

export const heldLongEnough: DepartureRule = {
  name: 'held-long-enough',
  judge: ({ owned, unit }, world, settings) => {
    const graceMs = settings.graceHours * hourMs
    const viewedAt = unit?.watchedAt
    if (viewedAt !== undefined) {
      const untilAt = viewedAt + graceMs
      if (world.now >= untilAt) return pass
      return refuse({ code: 'watched-recently', viewedAt, untilAt, graceHours: settings.graceHours })
    }
    const untilAt = owned.lastWantedAt + graceMs
    if (world.now >= untilAt) return pass
    const { lastWantedAt } = owned
    return refuse({ code: 'wanted-recently', lastWantedAt, untilAt, graceHours: settings.graceHours })
  }
}
