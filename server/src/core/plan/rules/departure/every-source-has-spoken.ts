/** A silent source returns nothing: whoever did not answer may still want the file. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const everySourceHasSpoken: DepartureRule = {
  name: 'every-source-has-spoken',
  judge: ({ owned }, world) => {
    const silent = world.reports.find(
      (report) => report.state === 'silent' && (report.sectionId === '*' || report.sectionId === owned.sectionId)
    )
    if (silent !== undefined) return refuse({ code: 'source-silent', source: silent.source, detail: silent.detail })
    const heard = world.reports.some((report) => report.sectionId === '*' || report.sectionId === owned.sectionId)
    return heard ? pass : refuse({ code: 'source-silent', source: 'its library', detail: 'no source spoke for it' })
  }
}
