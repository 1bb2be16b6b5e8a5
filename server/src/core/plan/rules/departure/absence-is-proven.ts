/** An empty answer is not a wish to return: without a view as evidence, the source must have named something else instead. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const absenceIsProven: DepartureRule = {
  name: 'absence-is-proven',
  judge: ({ owned, unit }, world) => {
    if (unit?.watchedAt !== undefined) return pass
    const speaking = world.reports.filter((report) => report.sectionId === '*' || report.sectionId === owned.sectionId)
    const empty = speaking.find((report) => report.state === 'empty')
    const named = speaking.some((report) => report.state === 'answered')
    return empty === undefined || named ? pass : refuse({ code: 'empty-answer', source: empty.source })
  }
}
