/** Values of settings for people. */
import type { SettingValue, ShownSetting } from '@pcu/contract'
import { count } from '../../ui/words/numbers.ts'
import { settingsText as text } from './text.ts'

type Kind = Pick<ShownSetting, 'unit' | 'secret'>

const units: Readonly<Record<string, string>> = text.units

/** "hours"; GB and its kin are the same everywhere. */
export const unitText = (unit: string): string => units[unit] ?? unit

const isNothing = (value: SettingValue): boolean => value === '' || (Array.isArray(value) && value.length === 0)

/** "on", "5 episodes", "/mnt/user"; of a secret only whether there is one. */
export const valueText = ({ unit, secret }: Kind, value: SettingValue): string => {
  if (secret) return isNothing(value) ? text.notSet : text.set
  if (typeof value === 'boolean') return value ? text.on : text.off
  if (isNothing(value)) return text.empty
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'number') return String(value)
  // What has no unit is a name rather than an amount, as a port is.
  return unit === null ? String(value) : `${count(value)} ${unitText(unit)}`
}
