/** Which units need to be put in order where they are: copies that changed or vanished on the pool, and orphans that are settled by the owner's rules. */
import type { Reason, Remedy } from '@pcu/contract'
import type { CopyFinding } from '#core/model/copies.ts'
import type { MendStep, ResolveStep } from '#core/model/plan.ts'
import type { OwnedFile } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { orphanReason } from './orphan-reason.ts'
import { keysOf, type PlanSettings, type Tenant } from './rule.ts'
import { lastTryWasGood } from './rules/departure/last-try-was-good.ts'
import { notPlaying } from './rules/departure/not-playing.ts'
import { rootsAreReady } from './rules/departure/roots-are-ready.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

type Reasons = readonly [Reason, ...Reason[]]

const some = (reasons: readonly Reason[]): Reasons | undefined => {
  const [first, ...others] = reasons
  return first === undefined ? undefined : [first, ...others]
}

/** Names change and bytes may arrive on the very disk of the original, whatever the unit's mode asks of it otherwise. */
const needingAll = (tenant: Tenant): Tenant => ({
  ...tenant,
  owned: { ...tenant.owned, mode: { presentation: 'symlink', original: 'remove' } }
})

/** Nobody plays it, its disks can be written, and it did not fail a moment ago. */
const mayBeTouched = (tenant: Tenant, world: World, settings: PlanSettings): boolean =>
  rootsAreReady.judge(needingAll(tenant), world, settings).kind === 'pass' &&
  [notPlaying, lastTryWasGood].every((rule) => rule.judge(tenant, world, settings).kind === 'pass')

const reasonOf = ({ path, state }: CopyFinding): Reason => {
  if (state === 'gone') return { code: 'copy-gone', path }
  return state === 'damaged' ? { code: 'copy-damaged', path } : { code: 'copy-changed', path }
}

const hasRested = ({ changedAt }: CopyFinding, world: World, settings: PlanSettings): boolean =>
  changedAt === undefined || changedAt > world.now || world.now - changedAt >= settings.minimumAgeMinutes * minuteMs

/** Elsewhere than on a union the array shows no older file meanwhile, so a changed copy waits for its way home. */
const isMendable = (
  finding: CopyFinding,
  tenant: Tenant,
  judged: { world: World; settings: PlanSettings }
): boolean => {
  const { presentation, original } = tenant.owned.mode
  if (finding.state !== 'changed') return finding.state !== 'odd'
  return presentation === 'union' && original === 'keep' && hasRested(finding, judged.world, judged.settings)
}

/** The step that puts changed and vanished copies of a unit in order; undefined when there is nothing to do, or not now. */
const repairOf = (tenant: Tenant, world: World, settings: PlanSettings): MendStep | undefined => {
  const { owned } = tenant
  const files = owned.files.filter((file) => file.orphan === undefined)
  const found = files.flatMap((file) => {
    const finding = world.copies.get(file.poolPath)
    return finding !== undefined && isMendable(finding, tenant, { world, settings }) ? [{ file, finding }] : []
  })
  const because = some(found.map(({ finding }) => reasonOf(finding)))
  if (because === undefined || !mayBeTouched(tenant, world, settings)) return undefined
  return {
    kind: 'mend',
    unit: { ...owned, ratingKeys: keysOf(tenant) },
    files: found.map(({ file }) => file.sharePath),
    sizeBytes: found.reduce((sum, { file }) => sum + file.sizeBytes, 0),
    because
  }
}

const isOlderThan = (file: OwnedFile, world: World, days: number): boolean => {
  const since = file.orphan?.since
  return since !== undefined && world.now - since >= days * dayMs
}

/** What the owner's rules do with a file that somebody deleted or replaced; undefined: it waits for a person. */
const remedyFor = (
  file: OwnedFile,
  tenant: Tenant,
  judged: { world: World; settings: PlanSettings }
): Remedy | undefined => {
  const { world, settings } = judged
  const { orphans } = settings
  const keeps = tenant.owned.mode.original === 'keep'
  if (file.orphan?.cause === 'copy-deleted' && keeps) return orphans.finishDeletes ? 'finish-delete' : undefined
  if (orphans.removeAfterDays === undefined || !isOlderThan(file, world, orphans.removeAfterDays)) return undefined
  if (file.orphan?.cause === 'original-replaced') return 'remove-leftovers'
  return file.orphan?.cause === 'original-deleted' || file.orphan?.cause === 'copy-deleted'
    ? 'finish-delete'
    : undefined
}

/** The step that settles an orphan by the owner's rules, once Plex has confirmed that the file is gone; otherwise undefined. */
const settlingOf = (tenant: Tenant, world: World, settings: PlanSettings): ResolveStep | undefined => {
  const { owned } = tenant
  if (!world.confirmedGone.has(owned.id) || !mayBeTouched(tenant, world, settings)) return undefined
  const orphans = owned.files.filter((file) => file.orphan !== undefined)
  const [how, ...others] = new Set(orphans.map((file) => remedyFor(file, tenant, { world, settings })))
  if (how === undefined || others.length > 0) return undefined
  const sinceAt = Math.min(...orphans.map((file) => file.orphan?.since ?? world.now))
  return {
    kind: 'resolve',
    how,
    unit: owned,
    sizeBytes: orphans.reduce((sum, file) => sum + file.sizeBytes, 0),
    because: [{ code: 'confirmed-gone', path: owned.id, sinceAt }]
  }
}

/** What is put in order about a unit that stays, and what is said of it. */
export interface Mending {
  readonly step: MendStep | ResolveStep | undefined
  readonly because: {
    /** For a decision that says by itself that it is an orphan. */
    readonly step: readonly Reason[]
    /** For one that says only who wants it. */
    readonly wanted: readonly Reason[]
  }
}

/** An orphan is settled before anything else of its unit is mended. */
export const mendingOf = (tenant: Tenant, world: World, settings: PlanSettings): Mending => {
  const step = settlingOf(tenant, world, settings) ?? repairOf(tenant, world, settings)
  const told: readonly Reason[] = step?.because ?? []
  const orphan = orphanReason(tenant.owned)
  return { step, because: { step: told, wanted: orphan === undefined ? told : [...told, orphan] } }
}
