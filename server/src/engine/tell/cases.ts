/** What a run met that a person should know of or look at, as problems. */
import { explain, type Problem } from '@pcu/contract'
import type { PlannedDecision } from '#core/model/plan.ts'
import type { SourceReport } from '#core/model/want.ts'
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
export const problemsOfOrphans = (decisions: readonly PlannedDecision[]): readonly Problem[] =>
  decisions.flatMap(({ unit, title, because: [first] }) =>
    first.code === 'needs-a-person'
      ? [{ id: `orphan.${unit}`, severity: 'warning', sentence: `${title}: ${explain(first)}`, setting: null }]
      : []
  )
