/** What was typed and not saved yet. Pure. */
import type { SettingsView, SettingValue, ShownSetting } from '@pcu/contract'

/** New values by key, as typed; null resets. */
export type Draft = Readonly<Record<string, SettingValue | null>>

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What the form shows. */
export const valueIn = (setting: ShownSetting, draft: Draft): SettingValue => {
  const typed = draft[setting.key]
  if (typed === undefined) return setting.value
  return typed === null ? setting.below : typed
}

/** Typing back what is in force is no change. */
export const withTyped = (draft: Draft, setting: ShownSetting, value: SettingValue): Draft => {
  const { [setting.key]: _old, ...others } = draft
  return same(value, setting.value) ? others : { ...others, [setting.key]: value }
}

/** Without a change of this setting. */
export const without = (draft: Draft, key: string): Draft => {
  const { [key]: _old, ...others } = draft
  return others
}

/** Only what is saved can be reset; of anything else the change is dropped. */
export const withReset = (draft: Draft, settings: readonly ShownSetting[]): Draft =>
  Object.fromEntries([
    ...Object.entries(draft).filter(([key]) => settings.every((setting) => setting.key !== key)),
    ...settings.filter(({ origin }) => origin === 'saved').map(({ key }) => [key, null] as const)
  ])

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)$/u

/** Text of a number field as the number it means; what is none stays text, and is refused as such. */
export const numberTyped = (text: string): SettingValue => {
  const tidy = text.trim().replace(',', '.')
  return number.test(tidy) ? Number(tidy) : text
}

type Sent = string | number | boolean | null | string[]

/** As it is sent: empty lines of a list were never entries. */
const sent = (value: SettingValue | null): Sent =>
  typeof value === 'object' && value !== null ? value.filter((entry) => entry.trim() !== '') : value

/** The changes as they are sent. */
export const changesOf = (draft: Draft): Record<string, Sent> =>
  Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, sent(value)]))

/** The settings that the draft changes, in the order of the page. */
export const changedIn = ({ settings }: SettingsView, draft: Draft): readonly ShownSetting[] =>
  settings.filter(({ key }) => Object.hasOwn(draft, key))

/** Settings whose name, description or variable holds every word. */
export const foundBy = (
  settings: readonly ShownSetting[],
  query: string,
  wordsOf: (setting: ShownSetting) => { readonly label: string; readonly help: string }
): readonly ShownSetting[] => {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean)
  return settings.filter((setting) => {
    const { label, help } = wordsOf(setting)
    const all = [label, help, setting.label, setting.env, setting.key].join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
