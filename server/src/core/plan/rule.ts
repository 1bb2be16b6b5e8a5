/** How rules look and how they are asked. A rule judges one unit alone and never acts. */
import type { Reason, RoomSize } from '@pcu/contract'
import type { Refusal, Verdict } from '#core/model/plan.ts'
import type { OwnedUnit, Unit } from '#core/model/unit.ts'
import type { SourceReport } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import type { Judged } from './kept/clock.ts'

/** What the planner may be told. Nothing is read from the air. */
export interface PlanSettings {
  /** WATCHED_MOVE. */
  readonly returnWatched: boolean
  /** WATCHED_CACHE_EXPIRY, hours. */
  readonly graceHours: number
  /** WATCHLIST_CACHE_EXPIRY, hours: for what was wanted by nothing but watchlists. */
  readonly watchlistGraceHours: number
  /** POOL_HOLD_HOURS: what came to the pool less long ago is not sent home because nobody wants it any more, nor to make room. */
  readonly holdHours: number
  /** POOL_MAKE_ROOM: what is wanted less goes home for what is wanted more. */
  readonly makeRoom: boolean
  /** MAX_ITEM_SIZE_GB; 0: no limit. */
  readonly mostItem: RoomSize
  /** MINIMUM_FILE_AGE_MINUTES: a changed copy is written home once it has rested for so long. */
  readonly minimumAgeMinutes: number
  /** ORPHAN_POLICY with ORPHAN_KEEP_DAYS, and FINISH_DELETES. */
  readonly orphans: {
    /** Undefined: leftovers wait for a person. */
    readonly removeAfterDays: number | undefined
    readonly finishDeletes: boolean
  }
}

/** The rules that may keep a unit off the pool. One without the words of its yes does not compile (`core/why/yes`). */
export type AdmissionRuleName =
  | 'roots-are-ready'
  | 'share-may-be-cached'
  | 'not-in-trash'
  | 'not-sent-home'
  | 'not-asked-home'
  | 'last-look-was-good'
  | 'not-playing'
  | 'size-within-limit'

/** The rules that may hold a unit on the pool; likewise. */
export type DepartureRuleName =
  | 'not-an-orphan'
  | 'return-is-on'
  | 'roots-are-ready'
  | 'every-source-has-spoken'
  | 'not-playing'
  | 'still-in-library'
  | 'absence-is-proven'
  | 'timer-has-run-out'
  | 'held-long-enough'
  | 'last-try-was-good'
  | 'not-too-many-at-once'

/** May this wanted unit come to the pool? A rule looks at nothing of other units, and asks the clock by `hasCome`: its answer is kept by that. */
export interface AdmissionRule {
  readonly name: AdmissionRuleName
  readonly judge: (unit: Unit, world: Judged, settings: PlanSettings) => Verdict
}

/** A unit that we own, with what Plex knows of it. */
export interface Tenant {
  readonly owned: OwnedUnit
  /** Undefined when Plex no longer lists it. */
  readonly unit: Unit | undefined
}

/** Every item by which somebody may play the unit: those it came with, and those that hold its file now. */
export const keysOf = ({ owned, unit }: Tenant): readonly string[] => [
  ...new Set([...owned.ratingKeys, ...(unit?.ratingKeys ?? [])])
]

/** What was said for each section that may want the unit: the one it came from, and all that list its file now. */
export const reportsOfSections = (
  { owned, unit }: Tenant,
  { reports }: Pick<World, 'reports'>
): readonly (readonly SourceReport[])[] => {
  const others = unit?.otherSectionIds ?? []
  if (others.length === 0 && (unit === undefined || unit.sectionId === owned.sectionId)) {
    return [reportsOf(owned.sectionId, reports)]
  }
  const listed = unit === undefined ? [] : [unit.sectionId, ...others]
  return [...new Set([owned.sectionId, ...listed])].map((section) => reportsOf(section, reports))
}

type Reports = World['reports']

/** Sections are few and units are many, so each list of reports is gone through once for each section. */
const bySection = new WeakMap<Reports, Map<string, Reports>>()

const reportsOf = (section: string, reports: Reports): Reports => {
  const known = bySection.get(reports) ?? new Map<string, Reports>()
  bySection.set(reports, known)
  const said = known.get(section) ?? reports.filter(({ sectionId }) => sectionId === '*' || sectionId === section)
  known.set(section, said)
  return said
}

/**
 * When the unit was watched, if that tells why nobody wants it any more: a viewing that was known while it was wanted
 * (somebody watches it again) tells nothing.
 */
export const watchedSinceWanted = ({ owned, unit }: Tenant): number | undefined =>
  unit?.watchedAt === owned.watchedWhenWanted ? undefined : unit?.watchedAt

/** May this unit leave the pool? The same holds as for admission. */
export interface DepartureRule {
  readonly name: DepartureRuleName
  readonly judge: (tenant: Tenant, world: Judged, settings: PlanSettings) => Verdict
}

/** A yes. */
export const pass: Verdict = { kind: 'pass' }

/** A no for this run. */
export const refuse = (reason: Reason, until: 'next-run' | 'settings-change' | 'never' = 'next-run'): Verdict => ({
  kind: 'refuse',
  reason,
  until
})

/** The refusals of these rules, in order. Asked for every unit there is, and nearly all of them pass. */
export const refusalsOf = <Rule extends { readonly name: string }>(
  rules: readonly Rule[],
  ask: (rule: Rule) => Verdict
): readonly Refusal[] => {
  let refusals: Refusal[] | undefined
  for (const rule of rules) {
    const verdict = ask(rule)
    if (verdict.kind !== 'refuse') continue
    refusals ??= []
    refusals.push({ rule: rule.name, reason: verdict.reason })
  }
  return refusals ?? none
}

const none: readonly Refusal[] = []

/** What one rule answered about one unit. */
export interface RuleAnswer<Name extends string> {
  readonly name: Name
  readonly verdict: Verdict
}
