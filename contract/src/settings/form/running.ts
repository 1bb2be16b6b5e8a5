/** Which settings count in a program that runs: saved ones at once, except those that count from its next start on. */
import { type SettingValues, settingDescriptors, settingValue } from '../describe.ts'
import { settingsFrom } from '../resolve.ts'
import { defaultSettings, type Settings } from '../schema.ts'

const sameValue = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Keys whose value is another one in the two. */
export const changedKeys = (one: Settings, other: Settings): readonly string[] =>
  settingDescriptors
    .filter((descriptor) => !sameValue(settingValue(one, descriptor), settingValue(other, descriptor)))
    .map(({ key }) => key)

/** Keys that were changed since the start and count from the next one on. */
export const waitingForRestart = (atStart: Settings, now: Settings): readonly string[] => {
  const changed = new Set(changedKeys(atStart, now))
  return settingDescriptors
    .filter(({ key, appliesOn }) => appliesOn === 'restart' && changed.has(key))
    .map(({ key }) => key)
}

/** What is in force in a program that was started with `atStart` while `now` is saved. */
export const runningSettings = (atStart: Settings, now: Settings): Settings => {
  if (waitingForRestart(atStart, now).length === 0) return now
  const values: SettingValues = Object.fromEntries(
    settingDescriptors.map((descriptor) => {
      const from = descriptor.appliesOn === 'restart' ? atStart : now
      return [descriptor.key, settingValue(from, descriptor)] as const
    })
  )
  return settingsFrom(values)
}

/**
 * Settings that are always those of the moment: each one is looked up when it is read, so a room that is kept reads a
 * changed value by itself. A copy of it, or of one of its groups, stays as it was copied.
 */
export const liveSettings = (now: () => Settings): Settings => {
  const live = defaultSettings()
  for (const descriptor of settingDescriptors) {
    const name = descriptor.key.slice(descriptor.group.length + 1)
    const get = () => settingValue(now(), descriptor)
    Object.defineProperty(live[descriptor.group], name, { get, enumerable: true })
  }
  return live
}
