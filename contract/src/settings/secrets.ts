/** Secrets among the settings: masked whenever shown, kept when a form sends the mask back, known to whoever redacts logs. */
import {
  descriptorOf,
  type SettingDescriptor,
  type SettingValue,
  type SettingValues,
  settingDescriptors,
  settingValue
} from './describe.ts'
import type { SavedSettings } from './resolve.ts'
import type { Settings } from './schema.ts'

/** What is shown in the place of a secret that is set; an unset one is shown as empty. */
export const SECRET_MASK = '********'

/** Every value in force, by key, with secrets masked: what the API answers and diagnostics contain. */
export function maskSecrets(settings: Settings): SettingValues {
  const shown = settingDescriptors.map((descriptor) => {
    const value = settingValue(settings, descriptor)
    if (!descriptor.secret) return [descriptor.key, value] as const
    if (Array.isArray(value)) return [descriptor.key, value.length === 0 ? [] : [SECRET_MASK]] as const
    return [descriptor.key, value === '' ? '' : SECRET_MASK] as const
  })
  return Object.fromEntries(shown)
}

// Of a header the name may be shown, and a log may write it with other spaces around the colon.
const secretPart = ({ format }: SettingDescriptor, value: SettingValue): string =>
  format === 'header'
    ? String(value)
        .replace(/^[^:]*:/, '')
        .trim()
    : String(value)

/** The secret texts in force, longest first, for redaction wherever texts leave the program. */
export function secretTexts(settings: Settings): readonly string[] {
  return settingDescriptors
    .filter((descriptor) => descriptor.secret)
    .flatMap((descriptor) => [settingValue(settings, descriptor)].flat().map((value) => secretPart(descriptor, value)))
    .filter((text) => text !== '')
    .sort((one, other) => other.length - one.length)
}

function isMaskedOrEmpty(value: unknown): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  return texts.every((text) => typeof text === 'string' && (text.trim() === '' || text.includes(SECRET_MASK)))
}

/**
 * The overrides to store when a form sends `next`: a secret that comes back masked or empty is unchanged, so it keeps
 * its previous override or, without one, gets none (which leaves the environment's value in force).
 * To drop a saved secret, leave its key out of `next`.
 */
export function unmaskOnWrite(previous: SavedSettings, next: SavedSettings): SavedSettings {
  const kept = Object.entries(next).flatMap(([key, value]) => {
    if (!descriptorOf(key)?.secret || !isMaskedOrEmpty(value)) return [[key, value] as const]
    return Object.hasOwn(previous, key) ? [[key, previous[key]] as const] : []
  })
  return Object.fromEntries(kept)
}
