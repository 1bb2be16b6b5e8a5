/** What the planner is told of the settings. */
import type { Settings } from '@pcu/contract'
import type { PlanSettings } from './rule.ts'

/** The planner's part of the settings. */
export const planSettings = ({ watched, transfer, orphans }: Settings): PlanSettings => ({
  returnWatched: watched.move,
  graceHours: watched.cacheExpiryHours,
  minimumAgeMinutes: transfer.minimumFileAgeMinutes,
  orphans: {
    removeAfterDays: orphans.policy === 'remove-after' ? orphans.keepDays : undefined,
    finishDeletes: orphans.finishDeletes === 'automatic'
  }
})
