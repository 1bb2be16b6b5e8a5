/** What can be told of a typed value without asking the server, in words. The server judges in the end. */
import type { SettingValue, ShownSetting } from '@pcu/contract'
import { settingsText } from './text.ts'

const text = settingsText.range
const size = /^\s*\d*[.,]?\d+\s*(?:%|[kmgt]i?b?)?\s*$/iu

const numberFault = ({ kind, min, max }: ShownSetting, value: SettingValue): string | undefined => {
  const [least, most] = [min ?? 0, max ?? Number.MAX_SAFE_INTEGER]
  const isWhole = kind !== 'integer' || Number.isInteger(value)
  const fits = typeof value === 'number' && isWhole && value >= least && value <= most
  if (fits) return undefined
  return kind === 'integer' ? text.integer(least, most) : text.number(least, most)
}

const isPath = (value: string): boolean => value.startsWith('/') && !value.split('/').includes('..')
const isAddress = (value: string): boolean => /^https?:\/\/[^\s/]+/iu.test(value) && URL.canParse(value)

const textFault = ({ format, default: fallback, required }: ShownSetting, value: string): string | undefined => {
  const mayBeEmpty = fallback === '' || required
  if (value.trim() === '') return mayBeEmpty || format === null ? undefined : text.path
  if (format === 'path' && !isPath(value.trim())) return text.path
  if (format === 'url' && !isAddress(value.trim())) return text.url
  return undefined
}

const sizeFault = (value: SettingValue): string | undefined =>
  typeof value === 'number' || size.test(String(value)) ? undefined : text.room

const listFault = ({ format }: ShownSetting, value: SettingValue): string | undefined => {
  if (format !== 'path' || !Array.isArray(value)) return undefined
  return value.every((entry) => entry.trim() === '' || isPath(entry.trim())) ? undefined : text.path
}

/** One sentence, or undefined when nothing speaks against it here. */
export const faultOf = (setting: ShownSetting, value: SettingValue | null): string | undefined => {
  if (value === null) return undefined
  switch (setting.kind) {
    case 'integer':
    case 'number':
      return numberFault(setting, value)
    case 'room':
      return sizeFault(value)
    case 'list':
      return listFault(setting, value)
    case 'text':
      return textFault(setting, String(value))
    case 'boolean':
    case 'choice':
      return undefined
  }
}
