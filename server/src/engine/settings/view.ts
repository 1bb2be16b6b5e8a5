/** The settings as a form shows them. Whatever leaves here has its secrets masked. */
import {
  changedKeys,
  maskSecrets,
  pathMappingsOf,
  type ResolvedSettings,
  rangeOf,
  SECRET_MASK,
  type SettingConflict,
  type SettingDescriptor,
  type SettingOrigin,
  type SettingsView,
  type SettingValue,
  type SettingValues,
  settingDescriptors,
  settingsGroups,
  settingValueSchema,
  waitingForRestart
} from '@pcu/contract'
import type { SettingsRoom } from '#ports/settings/room.ts'

/** What somebody typed, as it may be shown. */
const shownChange = ({ secret }: SettingDescriptor, value: unknown): unknown => {
  if (!secret) return value
  if (Array.isArray(value)) return value.length === 0 ? [] : [SECRET_MASK]
  return value === '' ? '' : SECRET_MASK
}

const isEmpty = (value: SettingValue | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** As a line of an environment file; what tools would cut off is put in quotes. */
const lineOf = ({ env }: SettingDescriptor, value: SettingValue | undefined, origin: SettingOrigin): string => {
  const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
  const quoted = /[#\s"'\\$]/u.test(text) && !text.includes("'") ? `'${text}'` : text
  return `${env}=${quoted}${origin === 'default' ? '' : `  # ${origin}`}`
}

const textOf = (values: SettingValues, { origin }: ResolvedSettings): string => {
  const rooms = Object.entries(settingsGroups).map(([name, title]) => {
    const lines = settingDescriptors
      .filter(({ group }) => group === name)
      .map((descriptor) => lineOf(descriptor, values[descriptor.key], origin[descriptor.key] ?? 'default'))
    return [`# ${title}`, ...lines].join('\n')
  })
  return `${rooms.join('\n\n')}\n`
}

/** What the page shows. */
export const viewOf = (room: Pick<SettingsRoom, 'current' | 'below' | 'atStart' | 'revision'>): SettingsView => {
  const resolved = room.current()
  const below = room.below()
  const values = maskSecrets(resolved.settings)
  const belowValues = maskSecrets(below.settings)
  const waits = new Set(waitingForRestart(room.atStart(), resolved.settings))
  const settings = settingDescriptors.map((descriptor) => {
    const { key } = descriptor
    const given = resolved.environment[key]
    return {
      ...descriptor,
      range: rangeOf(descriptor),
      value: values[key] ?? descriptor.default,
      isSet: !isEmpty(values[key]),
      origin: resolved.origin[key] ?? ('default' as const),
      environment: given === undefined ? null : { ...given, value: belowValues[key] ?? descriptor.default },
      below: belowValues[key] ?? descriptor.default,
      waits: waits.has(key),
      complaints: resolved.complaints.filter((complaint) => complaint.key === key)
    }
  })
  const known = new Set(settingDescriptors.map(({ key }) => key))
  return {
    revision: room.revision(),
    rooms: Object.entries(settingsGroups).map(([name, title]) => ({ name, title })),
    settings,
    complaints: resolved.complaints.filter(({ key }) => key === null || !known.has(key)),
    mappings: pathMappingsOf(resolved.settings.paths).map((mapping) => ({ ...mapping })),
    text: textOf(values, resolved)
  }
}

type Both = Pick<SettingsRoom, 'current' | 'below'>

/** As it would be, masked; null where nobody could tell. */
const yoursOf = (descriptor: SettingDescriptor, typed: unknown, { below }: Both): SettingValue | null => {
  if (typed === null) return maskSecrets(below().settings)[descriptor.key] ?? null
  return settingValueSchema.safeParse(shownChange(descriptor, typed)).data ?? null
}

/** What somebody who saves late is shown: what was changed since what was seen, and what they change themselves. */
export const conflictsOf = (
  seen: ResolvedSettings | undefined,
  now: Both,
  changes: Readonly<Record<string, unknown>>
): readonly SettingConflict[] => {
  const { settings } = now.current()
  const theirs = maskSecrets(settings)
  const was = seen === undefined ? {} : maskSecrets(seen.settings)
  const changed = new Set(seen === undefined ? [] : changedKeys(seen.settings, settings))
  const concerned = settingDescriptors.filter(({ key }) => Object.hasOwn(changes, key) || changed.has(key))
  return concerned.map((descriptor) => {
    const { key, env, label } = descriptor
    const yours = Object.hasOwn(changes, key) ? yoursOf(descriptor, changes[key], now) : null
    const known = { was: was[key] ?? null, theirs: theirs[key] ?? descriptor.default }
    return { key, env, label, ...known, yours, isTheirs: changed.has(key) }
  })
}
