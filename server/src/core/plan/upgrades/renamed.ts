/** Units that Plex lists under another name, or may: the ledger follows them, nothing of them is moved. */
import type { Reason } from '@pcu/contract'
import type { MendStep } from '#core/model/plan.ts'
import type { OwnedUnit, Renamed, Successor } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { mayBeTouched } from '#core/plan/may-be-touched.ts'
import { keysOf, type PlanSettings, type Tenant } from '#core/plan/rule.ts'

/** A renamed file has its size still; an upgrade of exactly the same size is looked at as one, and found out. */
export const looksRenamed = ({ files }: OwnedUnit, successor: Successor | undefined): boolean => {
  const videos = files.filter(({ role }) => role === 'video')
  const sizes = new Set(successor?.files.map(({ sizeBytes }) => sizeBytes))
  return videos.length > 0 && videos.every(({ sizeBytes }) => sizes.has(sizeBytes))
}

/** Its new name cannot be followed, as the last look found; nothing more is to be seen there. */
const isBeyondReach = ({ files }: OwnedUnit): boolean => files.some(({ orphan }) => orphan?.cause === 'renamed')

const newNameOf = (
  { owned }: Tenant,
  world: World
): { readonly renamed: Renamed; readonly successor: Successor } | undefined => {
  const successor = world.successors?.get(owned.id)
  if (successor !== undefined) return looksRenamed(owned, successor) ? { renamed: 'surely', successor } : undefined
  const perhaps = world.maybeRenamed?.get(owned.id)
  return perhaps === undefined ? undefined : { renamed: 'perhaps', successor: perhaps }
}

/** The step that follows a unit to its new name; undefined when it has none, or not now. */
export const renaming = (tenant: Tenant, world: World, settings: PlanSettings): MendStep | undefined => {
  const { owned } = tenant
  const found = newNameOf(tenant, world)
  if (found === undefined || isBeyondReach(owned) || !mayBeTouched(tenant, world, settings)) return undefined
  const by = found.successor.files[0]?.sharePath ?? owned.id
  const reason: Reason = { code: 'renamed-in-library', path: owned.id, by }
  return {
    kind: 'mend',
    unit: { ...owned, ratingKeys: keysOf(tenant) },
    files: owned.files.map(({ sharePath }) => sharePath),
    ...found,
    sizeBytes: owned.sizeBytes,
    because: [reason]
  }
}
