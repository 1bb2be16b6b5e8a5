/** An empty answer is not a wish to return: without a view as evidence, each section's sources must have named something else instead. */
import { type DepartureRule, pass, refuse, reportsOfSections, watchedSinceWanted } from '#core/plan/rule.ts'

export const absenceIsProven: DepartureRule = {
  name: 'absence-is-proven',
  judge: (tenant, world) => {
    if (watchedSinceWanted(tenant) !== undefined) return pass
    const unproven = reportsOfSections(tenant, world).filter((said) => !said.some(({ state }) => state === 'answered'))
    const empty = unproven.flat().find(({ state }) => state === 'empty')
    return empty === undefined ? pass : refuse({ code: 'empty-answer', source: empty.source })
  }
}
