/** What a save does: changes from a form → the overrides to store, or the sentences that refuse them. */
import type { SettingComplaint } from './complaint.ts'
import { descriptorOf, settingValue } from './describe.ts'
import { type ResolvedSettings, resolveSettings, type SavedSettings, type SettingsSources } from './resolve.ts'
import { unmaskOnWrite } from './secrets.ts'

/** New values by key; `null` resets a setting, which uncovers the environment's value or the default. */
export type SettingChanges = Readonly<Record<string, unknown>>

export interface SaveOutcome {
  /** The overrides to store in the place of the previous ones; the previous ones when the save is refused. */
  readonly saved: SavedSettings
  /** Empty when the save may go ahead. */
  readonly refusals: readonly SettingComplaint[]
  /** The settings that would be, or are now, in force. */
  readonly resolved: ResolvedSettings
}

function withChanges(saved: SavedSettings, changes: SettingChanges): SavedSettings {
  const resets = new Set(Object.keys(changes).filter((key) => changes[key] === null))
  const given = Object.entries(changes).filter(([key]) => !resets.has(key))
  const kept = Object.entries(saved).filter(([key]) => !resets.has(key))
  return { ...Object.fromEntries(kept), ...unmaskOnWrite(saved, Object.fromEntries(given)) }
}

/** Keeps only overrides that differ from what lies below them, tidied; those that cannot be used stay as they are. */
function onlyDifferences(sources: SettingsSources): SavedSettings {
  const below = resolveSettings({ ...sources, saved: {} }).settings
  const inForce = resolveSettings(sources)
  const kept = Object.entries(sources.saved).flatMap(([key, value]) => {
    const descriptor = descriptorOf(key)
    if (descriptor === undefined || inForce.origin[key] !== 'saved') return [[key, value] as const]
    const tidied = settingValue(inForce.settings, descriptor)
    return JSON.stringify(tidied) === JSON.stringify(settingValue(below, descriptor)) ? [] : [[key, tidied] as const]
  })
  return Object.fromEntries(kept)
}

/** A reset of what is neither a setting nor saved: a misspelt name, which must not look as if it had done something. */
const resetsOfNothing = (saved: SavedSettings, changes: SettingChanges): readonly SettingComplaint[] =>
  Object.keys(changes)
    .filter((key) => changes[key] === null && descriptorOf(key) === undefined && !Object.hasOwn(saved, key))
    .map((key) => ({
      code: 'unknown-setting',
      severity: 'warning',
      key,
      variable: null,
      message: `There is no setting called ${key}.`
    }))

const wholesale: ReadonlySet<SettingComplaint['code']> = new Set([
  'paths-overlap',
  'both-modes',
  'mappings-contradict',
  'mapping-outside'
])

/**
 * Applies changes from a form or the API. Refuses what is unknown or out of range, and what contradicts itself as a
 * whole (both modes at once; overlapping paths; mappings that contradict each other), so that a save never leaves settings a run would refuse.
 * Old overrides that were already unusable do not stand in the way of other changes.
 */
export function applyChanges(sources: SettingsSources, changes: SettingChanges): SaveOutcome {
  const candidate = { ...sources, saved: withChanges(sources.saved, changes) }
  const resolved = resolveSettings(candidate)
  const before = new Set(resolveSettings(sources).complaints.map((complaint) => complaint.message))
  const wrong = resolved.complaints.filter((complaint) => {
    if (wholesale.has(complaint.code)) return !before.has(complaint.message)
    const isAboutSaved = complaint.variable === null && complaint.key !== null
    return isAboutSaved && Object.hasOwn(changes, complaint.key)
  })
  const refusals = [...wrong, ...resetsOfNothing(sources.saved, changes)]
  if (refusals.length > 0) return { saved: sources.saved, refusals, resolved }
  const saved = onlyDifferences(candidate)
  return { saved, refusals, resolved: resolveSettings({ ...sources, saved }) }
}
