/** Default, environment, saved → the settings in force, where each came from, and everything to complain about. */
import type { SettingComplaint } from './complaint.ts'
import { crossCheck } from './cross-check.ts'
import {
  type CheckedValue,
  checkValue,
  descriptorOf,
  type SettingDescriptor,
  type SettingValue,
  type SettingValues,
  settingDescriptors
} from './describe.ts'
import type { Env } from './env-names.ts'
import { whyUnsound } from './form/sound-text.ts'
import { type EnvOrigin, type SettingsFromEnv, settingsFromEnv, severityOf } from './from-env.ts'
import { shownText } from './read-text.ts'
import { parseSettings, type Settings } from './schema.ts'

/** Which of the three layers a value in force comes from; later ones win. */
export type SettingOrigin = 'default' | 'environment' | 'saved'

/** Overrides by key as they were stored, as in `{ 'pool.keepFreeGb': 50 }`; not trusted, an older version wrote them. */
export type SavedSettings = Readonly<Record<string, unknown>>

export interface SettingsSources {
  readonly env: Env
  readonly saved: SavedSettings
  /** From `withSecretFiles`: variables whose value came from a file. */
  readonly files?: Readonly<Record<string, string>>
}

export interface ResolvedSettings {
  readonly settings: Settings
  /** By key, for every setting. */
  readonly origin: Readonly<Record<string, SettingOrigin>>
  /** By key, for every setting the environment gives, also where a saved value covers it. */
  readonly environment: Readonly<Record<string, EnvOrigin>>
  readonly complaints: readonly SettingComplaint[]
}

interface SavedLayer {
  readonly values: SettingValues
  readonly complaints: readonly SettingComplaint[]
}

const unknownKey = (key: string): SettingComplaint => ({
  code: 'unknown-setting',
  severity: 'warning',
  key,
  variable: null,
  message: `There is no setting called ${key}; its saved value is ignored.`
})

const tooLateToSave = ({ key, env }: SettingDescriptor): SettingComplaint => ({
  code: 'environment-only',
  severity: 'warning',
  key,
  variable: null,
  message: `${env} is needed before saved settings are read; set it in the environment. Its saved value is ignored.`
})

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null

function checkSaved(descriptor: SettingDescriptor, given: unknown): CheckedValue {
  const checked = checkValue(descriptor, given)
  const demand = checked.ok ? whyUnsound(checked.value) : undefined
  return demand === undefined ? checked : { ok: false, demand }
}

function readSaved(saved: SavedSettings): SavedLayer {
  const values: Record<string, SettingValue> = {}
  const complaints: SettingComplaint[] = []
  for (const [key, given] of Object.entries(saved)) {
    const descriptor = descriptorOf(key)
    if (descriptor === undefined) {
      complaints.push(unknownKey(key))
      continue
    }
    if (descriptor.environmentOnly) {
      complaints.push(tooLateToSave(descriptor))
      continue
    }
    const checked = checkSaved(descriptor, given)
    if (checked.ok) {
      values[key] = checked.value
      continue
    }
    const shown = shownText(descriptor, isStructure(given) ? 'a list or an object' : String(given))
    const message = `The saved value of ${descriptor.env} (${descriptor.label}) ${checked.demand}, not ${shown}; it is ignored.`
    complaints.push({ code: 'unreadable-value', severity: severityOf(descriptor), key, variable: null, message })
  }
  return { values, complaints }
}

/** Puts flat values, by key, into the settings object; every value must already be checked. */
export function settingsFrom(values: SettingValues): Settings {
  const rooms: Record<string, Record<string, SettingValue>> = {}
  for (const { key, group } of settingDescriptors) {
    const value = values[key]
    if (value === undefined) continue
    rooms[group] = { ...rooms[group], [key.slice(group.length + 1)]: value }
  }
  return parseSettings(rooms)
}

function originOf(key: string, env: SettingsFromEnv, saved: SavedLayer): SettingOrigin {
  if (Object.hasOwn(saved.values, key)) return 'saved'
  return Object.hasOwn(env.values, key) ? 'environment' : 'default'
}

/** Layers default < environment < saved. Never throws on what it is given: what cannot be used is complained about. */
export function resolveSettings({ env, saved, files = {} }: SettingsSources): ResolvedSettings {
  const fromEnv = settingsFromEnv(env, files)
  const fromSaved = readSaved(saved)
  const settings = settingsFrom({ ...fromEnv.values, ...fromSaved.values })
  const origin = settingDescriptors.map(({ key }) => [key, originOf(key, fromEnv, fromSaved)] as const)
  return {
    settings,
    origin: Object.fromEntries(origin),
    environment: fromEnv.origins,
    complaints: [...fromEnv.complaints, ...fromSaved.complaints, ...crossCheck(settings)]
  }
}
