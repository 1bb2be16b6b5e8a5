/** Whether the files of a unit on the pool may be put in order now, wanted or not. */
import type { World } from '#core/model/world.ts'
import type { PlanSettings, Tenant } from './rule.ts'
import { lastTryWasGood } from './rules/departure/last-try-was-good.ts'
import { notPlaying } from './rules/departure/not-playing.ts'
import { rootsAreReady } from './rules/departure/roots-are-ready.ts'

/** Names change and bytes may arrive on the very disk of the original, whatever the unit's mode asks of it otherwise. */
const needingAll = (tenant: Tenant): Tenant => ({
  ...tenant,
  owned: { ...tenant.owned, mode: { presentation: 'symlink', original: 'remove' } }
})

/** Nobody plays it, its disks can be written, and it did not fail a moment ago. */
export const mayBeTouched = (tenant: Tenant, world: World, settings: PlanSettings): boolean =>
  rootsAreReady.judge(needingAll(tenant), world, settings).kind === 'pass' &&
  [notPlaying, lastTryWasGood].every((rule) => rule.judge(tenant, world, settings).kind === 'pass')
