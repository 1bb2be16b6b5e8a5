/** Every rule's answer about one unit, as the planner's own rules give it. */
import { formatBytes, type WhyVerdict, worded } from '@pcu/contract'
import type { PlannedDecision } from '#core/model/plan.ts'
import type { OwnedUnit, Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { admissionAnswers } from '#core/plan/admission.ts'
import { departureAnswers } from '#core/plan/departure.ts'
import type { AdmissionRuleName, DepartureRuleName, RuleAnswer } from '#core/plan/rule.ts'
import type { Sight } from '#core/why/sight.ts'
import { yesToCome } from '#core/why/yes-coming.ts'
import { yesToLeave } from '#core/why/yes-leaving.ts'

/** What is judged. `world`: the one in which the unit is wanted, really or for the sake of the question. */
export interface Judged {
  readonly unit: Unit | undefined
  readonly owned: OwnedUnit | undefined
  readonly world: World
  readonly decision: PlannedDecision | undefined
  readonly settings: Sight['settings']
  readonly timeZone: string
}

type About = WhyVerdict['about']

const verdictOf = <Name extends string>(
  { name, verdict }: RuleAnswer<Name>,
  { about, timeZone, yes }: { readonly about: About; readonly timeZone: string; readonly yes: (name: Name) => string }
): WhyVerdict => {
  if (verdict.kind === 'pass') return { rule: name, about, passes: true, sentence: yes(name), because: null }
  const because = worded(verdict.reason, timeZone)
  return { rule: name, about, passes: false, sentence: because.sentence, because }
}

/** There is room, and how much. Rules that said no left it unasked. */
const roomVerdict = ({ decision, world }: Judged): readonly WhyVerdict[] => {
  if (decision?.action !== 'promote') return []
  const { freeBytes, floorBytes, ownedBytes, budgetBytes } = world.pool
  const need = decision.sizeBytes === undefined ? 'It fits' : `Its ${formatBytes(decision.sizeBytes)} fit`
  const limit =
    budgetBytes === undefined ? '' : `, and ${formatBytes(ownedBytes)} of ${formatBytes(budgetBytes)} are ours`
  const room = `${formatBytes(freeBytes)} are free above a floor of ${formatBytes(floorBytes)}${limit}`
  return [{ rule: 'fits-on-pool', about: 'coming', passes: true, sentence: `${need}: ${room}.`, because: null }]
}

/** What was refused by those who judge all units together, such as for want of room. */
const refusedTogether = (
  { decision, timeZone }: Judged,
  about: About,
  asked: readonly RuleAnswer<string>[]
): readonly WhyVerdict[] => {
  const names = new Set(asked.map(({ name }) => name))
  const refusals = (decision?.refusals ?? []).filter(({ rule }) => !names.has(rule))
  return refusals.map(({ rule, reason }) => {
    const because = worded(reason, timeZone)
    return { rule, about, passes: false, sentence: because.sentence, because }
  })
}

const wantedVerdict = ({ decision, timeZone, unit }: Judged): WhyVerdict => {
  const base = { rule: 'nobody-wants-it', about: 'leaving' as const }
  const [first] = unit?.wants ?? []
  if (first === undefined || decision === undefined) {
    return { ...base, passes: true, sentence: 'Nobody wants it.', because: null }
  }
  const because = worded(first.reason, timeZone)
  return { ...base, passes: false, sentence: because.sentence, because }
}

const toLeave = (owned: OwnedUnit, judged: Judged): readonly WhyVerdict[] => {
  const { unit, world, settings, timeZone } = judged
  const tenant = { owned, unit }
  const answers = departureAnswers(tenant, world, settings)
  const yes = (name: DepartureRuleName): string => yesToLeave(name, { tenant, world, settings, timeZone })
  const told = answers.map((answer) => verdictOf(answer, { about: 'leaving', timeZone, yes }))
  return [wantedVerdict(judged), ...told, ...refusedTogether(judged, 'leaving', answers)]
}

const toCome = (unit: Unit, { world, settings, timeZone }: Judged) => {
  const answers = admissionAnswers(unit, world, settings)
  const yes = (name: AdmissionRuleName): string => yesToCome(name, { unit, world, settings, timeZone })
  return { answers, told: answers.map((answer) => verdictOf(answer, { about: 'coming', timeZone, yes })) }
}

/** Of a unit on the pool whether it may leave; of one that is not, or only in part, whether it may come. */
export const verdictsOf = (judged: Judged): readonly WhyVerdict[] => {
  const { unit, owned } = judged
  if (owned !== undefined && owned.state !== 'partial') return toLeave(owned, judged)
  const { answers, told } = unit === undefined ? { answers: [], told: [] } : toCome(unit, judged)
  return [...told, ...refusedTogether(judged, 'coming', answers), ...roomVerdict(judged)]
}
