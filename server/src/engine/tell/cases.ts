/** What a run met that a person should know of or look at, as problems. */
import { explain, type Problem } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { SourceReport } from '#core/model/want.ts'
import { orphanReason } from '#core/plan/orphan-reason.ts'
import { silenceSentence } from './silence.ts'

const wayOut = ({ from }: SourceReport): string =>
  from === 'trakt'
    ? 'take it out of the TRAKT_ settings, or see "pcu trakt"'
    : 'leave it out with "pcu people set", or sign in again'

const sentenceOf = (report: SourceReport): string =>
  report.state === 'silent'
    ? silenceSentence(report.source, report.detail)
    : `${report.source} has not answered for more than a week: ${report.detail}. Nothing waits for it any more; ${wayOut(report)}.`

/** One problem for every source that did not answer, and for those that nothing waits for any more. */
export const problemsOfSilence = (reports: readonly SourceReport[]): readonly Problem[] =>
  reports
    .filter(({ state }) => state === 'silent' || state === 'given-up')
    .map((report) => ({
      id: `source.${report.source}`,
      severity: 'warning',
      sentence: sentenceOf(report),
      setting: report.from === 'server' ? 'PLEX_URL' : null
    }))

/** One problem for every unit that somebody deleted or replaced under us. */
export const problemsOfOrphans = (owned: readonly OwnedUnit[]): readonly Problem[] =>
  owned.flatMap((unit) => {
    const reason = orphanReason(unit)
    if (reason === undefined) return []
    const sentence = `${unit.title}: ${explain(reason)}`
    return [{ id: `orphan.${unit.id}`, severity: 'warning' as const, sentence, setting: null }]
  })
