/** A silent source returns nothing: whoever did not answer may still want the file. What Trakt says is no word of the server about its library. */
import { type DepartureRule, pass, refuse, reportsOfSections } from '#core/plan/rule.ts'

export const everySourceHasSpoken: DepartureRule = {
  name: 'every-source-has-spoken',
  judge: (tenant, world) => {
    const sections = reportsOfSections(tenant, world)
    const silent = sections.flat().find(({ state }) => state === 'silent')
    if (silent !== undefined) return refuse({ code: 'source-silent', source: silent.source, detail: silent.detail })
    const heard = sections.every((said) => said.some(({ from }) => from !== 'trakt'))
    return heard ? pass : refuse({ code: 'source-silent', source: 'its library', detail: 'no source spoke for it' })
  }
}
