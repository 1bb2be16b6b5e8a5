/** Which units need to be put in order where they are: copies that changed or vanished on the pool, and orphans that are settled by the owner's rules. */
import type { Reason, Remedy } from '@pcu/contract'
import type { CopyFinding } from '#core/model/copies.ts'
import type { MendStep, ResolveStep } from '#core/model/plan.ts'
import type { OwnedFile } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { mayBeTouched } from './may-be-touched.ts'
import { orphanReason } from './orphan-reason.ts'
import { keysOf, type PlanSettings, type Tenant } from './rule.ts'
import { listedFiles, listedOtherwise } from './upgrades/listed.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

type Reasons = readonly [Reason, ...Reason[]]

const some = (reasons: readonly Reason[]): Reasons | undefined => {
  const [first, ...others] = reasons
  return first === undefined ? undefined : [first, ...others]
}

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

interface Trouble {
  readonly file: OwnedFile
  readonly reason: Reason
}

const troublesOf = (tenant: Tenant, world: World, settings: PlanSettings): readonly Trouble[] => {
  const { owned } = tenant
  const files = owned.files.filter((file) => file.orphan === undefined)
  const listed = new Map(listedOtherwise(tenant).map(({ sharePath, sizeBytes }) => [sharePath, sizeBytes]))
  return files.flatMap((file): readonly Trouble[] => {
    const finding = world.copies.get(file.poolPath)
    if (finding !== undefined) {
      return isMendable(finding, tenant, { world, settings }) ? [{ file, reason: reasonOf(finding) }] : []
    }
    const listedBytes = listed.get(file.sharePath)
    if (listedBytes === undefined) return []
    const reason: Reason = { code: 'listed-otherwise', path: file.sharePath, listedBytes, sizeBytes: file.sizeBytes }
    return [{ file, reason }]
  })
}

/**
 * The step that puts changed and vanished copies of a unit in order, and looks at the array where Plex lists another file than ours; undefined when there is
 * nothing to do, or not now.
 */
const repairOf = (tenant: Tenant, world: World, settings: PlanSettings): MendStep | undefined => {
  const { owned, unit } = tenant
  const found = troublesOf(tenant, world, settings)
  const because = some(found.map(({ reason }) => reason))
  if (because === undefined || !mayBeTouched(tenant, world, settings)) return undefined
  const successor = listedFiles(unit)
  return {
    kind: 'mend',
    unit: { ...owned, ratingKeys: keysOf(tenant) },
    files: found.map(({ file }) => file.sharePath),
    ...(successor === undefined ? {} : { successor }),
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

/** The title has another file now, and whether that is a newer one, or this one under a new name, only a look at it tells. */
const mayHaveMoved = ({ owned }: Tenant, world: World): boolean =>
  world.successors?.has(owned.id) === true ||
  world.maybeRenamed?.has(owned.id) === true ||
  (world.replaced.has(owned.id) && owned.knownFiles === undefined)

/** The step that settles an orphan by the owner's rules, once Plex has confirmed that the file is gone; otherwise undefined. */
const settlingOf = (tenant: Tenant, world: World, settings: PlanSettings): ResolveStep | undefined => {
  const { owned } = tenant
  if (!world.confirmedGone.has(owned.id) || mayHaveMoved(tenant, world)) return undefined
  if (!mayBeTouched(tenant, world, settings)) return undefined
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
