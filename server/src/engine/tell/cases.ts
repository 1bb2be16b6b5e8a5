/** What a run met that a person should know of or look at, as problems. */
import { explain, type Problem } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { SourceReport } from '#core/model/want.ts'
import { orphanReason } from '#core/plan/orphan-reason.ts'
import { silenceSentence } from './silence.ts'

/** One problem for every source that did not answer. */
export const problemsOfSilence = (reports: readonly SourceReport[]): readonly Problem[] =>
  reports
    .filter(({ state }) => state === 'silent')
    .map(({ source, detail }) => ({
      id: `source.${source}`,
      severity: 'warning',
      sentence: silenceSentence(source, detail),
      setting: 'PLEX_URL'
    }))

/** One problem for every unit that somebody deleted or replaced under us. */
export const problemsOfOrphans = (owned: readonly OwnedUnit[]): readonly Problem[] =>
  owned.flatMap((unit) => {
    const reason = orphanReason(unit)
    if (reason === undefined) return []
    const sentence = `${unit.title}: ${explain(reason)}`
    return [{ id: `orphan.${unit.id}`, severity: 'warning' as const, sentence, setting: null }]
  })
