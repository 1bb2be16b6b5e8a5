/** Keeps a file for a grace time after it was watched, else after it was last wanted, so that nothing thrashes. */
import { type DepartureRule, pass, refuse, watchedSinceWanted } from '#core/plan/rule.ts'

const hourMs = 3_600_000

export const heldLongEnough: DepartureRule = {
  name: 'held-long-enough',
  judge: (tenant, world, settings) => {
    const { owned } = tenant
    const graceMs = settings.graceHours * hourMs
    const viewedAt = watchedSinceWanted(tenant)
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
