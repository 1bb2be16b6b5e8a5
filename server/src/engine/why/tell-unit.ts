/** One version of a title, told whole: where it lies, who wants it, what every rule says, what would change it, what happened. */
import { type Decision, formatTime, type Reason, type WhyEvent, type WhyUnit, worded } from '@pcu/contract'
import type { LibraryItem } from '#core/model/library.ts'
import { sharePath } from '#core/model/place.ts'
import type { PlannedDecision } from '#core/model/plan.ts'
import type { OwnedUnit, Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { changesFor, nextRun, waysToWant } from '#core/why/changes.ts'
import { nearestTo } from '#core/why/near.ts'
import type { Supposed } from '#core/why/suppose.ts'
import { wordDecision } from '#engine/tell/word.ts'
import { placesOf } from './places.ts'
import type { Seen } from './seen.ts'
import { type Judged, verdictsOf } from './verdicts.ts'

/** What is told of. */
export interface Told {
  /** The unit's id, or Plex's path of a file without a place here. */
  readonly id: string
  /** Of a version that Plex lists: its first file as Plex calls it. */
  readonly plexFile: string | null
  readonly title: string
  readonly section: string
  readonly item: LibraryItem | undefined
  /** As it is in the ledger now. */
  readonly owned: OwnedUnit | undefined
  readonly seen: Seen
  /** When nobody wants it: the same plan had somebody pinned it. */
  readonly supposed: Supposed | undefined
  readonly timeline: WhyEvent[]
  readonly timeZone: string
}

const sentenceOf = (reasons: readonly Reason[], timeZone: string): string =>
  reasons[0] === undefined ? '' : worded(reasons[0], timeZone).sentence

const supposition = (decision: PlannedDecision | undefined, displaced: readonly string[], timeZone: string): string => {
  if (decision === undefined) return ''
  if (decision.action === 'promote') {
    const others = displaced.length === 0 ? '' : `, and these would go home for it: ${displaced.join(', ')}`
    return ` If somebody pinned it, it would come to the pool${others}.`
  }
  return ` If somebody pinned it, it would not come: ${sentenceOf(decision.because, timeZone)}`
}

/** What is known of it, from the plan and from the supposed one. */
interface Facts {
  readonly decision: PlannedDecision | undefined
  readonly hypothetical: PlannedDecision | undefined
  readonly near: WhyUnit['near']
  readonly isWanted: boolean
  /** The one of the plan; absent when neither wanted nor on the pool. */
  readonly unit: Unit | undefined
  /** In which it is wanted, really or for the sake of the question. */
  readonly world: World
}

const nobody = ({ near }: Facts): string => {
  const [nearest] = near
  return `Nobody wants it: it is on nobody’s deck, watchlist or pin.${nearest === undefined ? '' : ` ${nearest.sentence}`}`
}

const summary = ({ owned, timeZone, supposed }: Told, facts: Facts): string => {
  const { decision, hypothetical } = facts
  const because = decision === undefined ? '' : sentenceOf(decision.because, timeZone)
  if (owned !== undefined) {
    const since = `On the pool since ${formatTime(owned.promotedAt, timeZone)}${owned.state === 'partial' ? ', in part' : ''}`
    const next = decision?.action === 'evict' ? '; the next run brings it home' : ''
    return `${since}${next}. ${because}`.trim()
  }
  if (decision?.action === 'promote') return `Not on the pool yet; the next run brings it there. ${because}`
  if (decision !== undefined) return `Not on the pool. ${because}`
  return `Not on the pool. ${nobody(facts)}${supposition(hypothetical, supposed?.displaced ?? [], timeZone)}`
}

const planned = ({ action }: PlannedDecision) => {
  if (action === 'promote') return [nextRun('The next run brings it to the pool.')]
  return action === 'evict' ? [nextRun('The next run brings it home; a pin would keep it.')] : []
}

const changesOf = ({ timeZone }: Told, { decision, hypothetical, near, isWanted }: Facts): WhyUnit['changes'] => {
  const reasons = [...(decision?.because ?? []), ...(hypothetical?.action === 'leave' ? hypothetical.because : [])]
  const real = decision === undefined ? reasons.filter(({ code }) => code !== 'pinned') : reasons
  return [
    ...(decision === undefined ? [] : planned(decision)),
    ...(isWanted ? [] : waysToWant(near)),
    ...changesFor(real, timeZone)
  ]
}

const wantsOf = (unit: Unit | undefined, timeZone: string): WhyUnit['wants'] =>
  (unit?.wants ?? []).map(({ kind, person, source, reason, distance, freshness }) => ({
    ...{ kind, person, source, distance, freshness },
    because: worded(reason, timeZone)
  }))

const limitsOf = ({ seen }: Told, decision: PlannedDecision | undefined): WhyUnit['limits'] => {
  const { freeBytes, floorBytes, ownedBytes, budgetBytes } = seen.world.pool
  const needBytes = decision?.sizeBytes ?? null
  return { needBytes, freeBytes, floorBytes, ownedBytes, budgetBytes: budgetBytes ?? null }
}

const find = (decisions: readonly PlannedDecision[], id: string): PlannedDecision | undefined =>
  decisions.find(({ unit }) => unit === id)

const factsOf = ({ id, item, seen, supposed }: Told): Facts => {
  const unit = seen.world.units.get(sharePath(id))
  const decision = find(seen.plan.decisions, id)
  const isWanted = (unit?.wants.length ?? 0) > 0 || seen.world.unplaced.some(({ path }) => path === id)
  const other = isWanted ? undefined : supposed
  const near = isWanted || item === undefined ? [] : [...nearestTo(item, seen)]
  const world = other?.world ?? seen.world
  return { decision, hypothetical: other?.decisions.get(id), near, isWanted, unit, world }
}

const onPool: { readonly [state in OwnedUnit['state']]: WhyUnit['state'] } = {
  complete: 'cached',
  partial: 'partly',
  orphan: 'orphan'
}

const stateOf = ({ id, owned }: Told, { world }: Facts): WhyUnit['state'] => {
  if (owned !== undefined) return onPool[owned.state]
  return world.unplaced.some(({ path }) => path === id) ? 'no-place' : 'not-cached'
}

const filesOf = ({ id, owned, seen }: Told, { world }: Facts): WhyUnit['files'] => {
  const lost = world.unplaced.find(({ path }) => path === id)
  if (lost === undefined) {
    const key = sharePath(id)
    return [...placesOf(world.units.get(key), owned, seen.world.inspections.get(key))]
  }
  const sizeBytes = lost.sizeBytes ?? null
  return [{ path: id, role: 'video', sizeBytes, tier: 'nowhere', place: null, lookedAt: null }]
}

const judgedOf = ({ id, owned, seen, timeZone }: Told, facts: Facts): Judged => {
  const { world, unit, decision, hypothetical } = facts
  const mayCome = owned === undefined || owned.state === 'partial'
  return {
    unit: mayCome ? world.units.get(sharePath(id)) : unit,
    owned,
    world: mayCome ? world : seen.world,
    decision: decision ?? hypothetical,
    settings: seen.settings,
    timeZone
  }
}

/** Tells it. */
export const tellUnit = (told: Told): WhyUnit => {
  const { id, plexFile, title, section, owned, supposed, timeline, timeZone } = told
  const facts = factsOf(told)
  const { decision, hypothetical, near, unit } = facts
  const shown = (one: PlannedDecision | undefined): Decision | null =>
    one === undefined ? null : wordDecision(one, timeZone)
  return {
    unit: id,
    plexFile,
    title,
    section,
    state: stateOf(told, facts),
    cachedSince: owned?.promotedAt ?? null,
    sentence: summary(told, facts),
    files: filesOf(told, facts),
    decision: shown(decision),
    ifPinned: owned === undefined ? shown(hypothetical) : null,
    wouldDisplace: hypothetical === undefined ? [] : [...(supposed?.displaced ?? [])],
    wants: wantsOf(unit, timeZone),
    near,
    verdicts: [...verdictsOf(judgedOf(told, facts))],
    limits: limitsOf(told, decision ?? hypothetical),
    changes: changesOf(told, facts),
    timeline
  }
}
