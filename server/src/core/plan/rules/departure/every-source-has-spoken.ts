/**
 * A silent source returns nothing: whoever did not answer may still want the file. What Trakt says is no word of the server about its library. Where a
 * person ordered it home, wishes do not count; but what the server does not tell may be a pin.
 */
import { type DepartureRule, pass, refuse, reportsOfSections } from '#core/plan/rule.ts'

export const everySourceHasSpoken: DepartureRule = {
  name: 'every-source-has-spoken',
  judge: (tenant, world) => {
    const sections = reportsOfSections(tenant, world)
    const isOrdered = world.leaveOrders?.has(tenant.owned.id) === true
    const silent = sections.flat().find(({ state, from }) => state === 'silent' && (from === 'server' || !isOrdered))
    if (silent !== undefined) return refuse({ code: 'source-silent', source: silent.source, detail: silent.detail })
    const heard = sections.every((said) => said.some(({ from }) => from !== 'trakt'))
    return heard ? pass : refuse({ code: 'source-silent', source: 'its library', detail: 'no source spoke for it' })
  }
}
