/** Compares a plan that somebody reviewed with the one of now: the same steps for the same reasons on the same files, or what differs. */
import type { PlannedStep, PlanRecord, Reason } from '@pcu/contract'

/** One thing that is not as it was reviewed. `was` is what was reviewed, `is` what would be done now. */
export type Difference =
  | { readonly kind: 'ground'; readonly name: string; readonly was: string; readonly is: string }
  | { readonly kind: 'added'; readonly is: PlannedStep }
  | { readonly kind: 'gone'; readonly was: PlannedStep }
  | { readonly kind: 'changed'; readonly was: PlannedStep; readonly is: PlannedStep; readonly what: Change }

/** What of a step is another, the gravest first. */
export type Change = 'operation' | 'files' | 'reason'

/** How far somebody has watched, and the place in a ranking, change by the minute and change no reason. */
const steady = (reason: Reason): string =>
  JSON.stringify(reason, (name, value: unknown) => (name === 'resumeAtPercent' || name === 'rank' ? undefined : value))

const reasonsOf = ({ because }: PlannedStep): string => because.map(steady).toSorted().join()

const filesOf = ({ files }: PlannedStep): string =>
  files
    .map((file) => JSON.stringify(file))
    .toSorted()
    .join()

const changeOf = (was: PlannedStep, is: PlannedStep): Change | undefined => {
  if (was.operation !== is.operation || was.how !== is.how) return 'operation'
  if (filesOf(was) !== filesOf(is)) return 'files'
  return reasonsOf(was) === reasonsOf(is) ? undefined : 'reason'
}

/** A unit that is there only in part may be put in order and completed in one plan; nothing else is done twice with a unit. */
const keyOf = ({ operation, unit }: PlannedStep): string =>
  `${operation === 'copy' || operation === 'link' ? 'move' : operation}:${unit}`

const byKey = ({ steps }: PlanRecord): ReadonlyMap<string, PlannedStep> =>
  new Map(steps.map((step) => [keyOf(step), step]))

const groundDifferences = (was: PlanRecord, is: PlanRecord): readonly Difference[] =>
  [...new Set([...Object.keys(was.ground), ...Object.keys(is.ground)])].flatMap((name): readonly Difference[] => {
    const [before, now] = [was.ground[name] ?? '', is.ground[name] ?? '']
    return before === now ? [] : [{ kind: 'ground', name, was: before, is: now }]
  })

/** Empty when what was reviewed is exactly what would be done. The order of steps does not matter: it decides nothing that a reviewer was told. */
export const differencesOf = (was: PlanRecord, is: PlanRecord): readonly Difference[] => {
  const [before, now] = [byKey(was), byKey(is)]
  const changed = is.steps.flatMap((step): readonly Difference[] => {
    const reviewed = before.get(keyOf(step))
    if (reviewed === undefined) return [{ kind: 'added', is: step }]
    const what = changeOf(reviewed, step)
    return what === undefined ? [] : [{ kind: 'changed', was: reviewed, is: step, what }]
  })
  const gone = was.steps
    .filter((step) => !now.has(keyOf(step)))
    .map((step): Difference => ({ kind: 'gone', was: step }))
  return [...groundDifferences(was, is), ...changed, ...gone]
}
