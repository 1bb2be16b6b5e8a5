/** What the settings page works out by itself: what is a change, what cannot be, what a search finds, and how settings are called in German. */
import { type SettingValue, type ShownSetting, settingDescriptors } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { changesOf, foundBy, numberTyped, valueIn, withReset, withTyped } from '../src/features/settings/draft.ts'
import { house } from '../src/features/settings/german/house.ts'
import { moving } from '../src/features/settings/german/moving.ts'
import { faultOf } from '../src/features/settings/judge.ts'
import { valueText } from '../src/features/settings/words.ts'

const aSetting = (env: string, facts: Partial<ShownSetting> = {}): ShownSetting => {
  const descriptor = settingDescriptors.find((one) => one.env === env)
  if (descriptor === undefined) throw new Error(env)
  const value = facts.value ?? descriptor.default
  return {
    ...descriptor,
    range: '',
    value,
    isSet: value !== '',
    origin: 'default',
    environment: null,
    below: descriptor.default,
    waits: false,
    complaints: [],
    ...facts
  }
}

describe('a draft', () => {
  const hours = aSetting('POOL_HOLD_HOURS')

  it('holds what differs, and nothing that was typed back', () => {
    const typed = withTyped({}, hours, 3)
    expect([valueIn(hours, typed), valueIn(hours, {})]).toEqual([3, 12])
    expect(withTyped(typed, hours, 12)).toEqual({})
  })

  it('resets what is saved, shows what will count, and drops what was only typed', () => {
    const saved = aSetting('POOL_HOLD_HOURS', { origin: 'saved', value: 3 })
    const reset = withReset({ 'pool.keepFreeGb': 9 }, [saved, aSetting('POOL_KEEP_FREE_GB')])
    expect(reset).toEqual({ 'pool.holdHours': null })
    expect(valueIn(saved, reset)).toBe(12)
  })

  it('sends no empty lines of a list', () => {
    expect(changesOf({ 'web.allowedHosts': ['a', ' ', ''], 'pool.holdHours': null })).toEqual({
      'web.allowedHosts': ['a'],
      'pool.holdHours': null
    })
  })

  it.each([
    ['12', 12],
    [' 1,5 ', 1.5],
    ['-3', -3],
    ['', ''],
    ['10%', '10%'],
    ['1e3', '1e3'],
    ['0x10', '0x10']
  ])('reads %j as %j', (text, value) => {
    expect(numberTyped(text)).toBe(value)
  })
})

describe('what is judged here', () => {
  it.each<[string, SettingValue | null, boolean]>([
    ['POOL_HOLD_HOURS', 8760, true],
    ['POOL_HOLD_HOURS', 8761, false],
    ['POOL_HOLD_HOURS', 1.5, false],
    ['POOL_HOLD_HOURS', '', false],
    ['POOL_HOLD_HOURS', null, true],
    ['COPY_RATE_LIMIT_MB', 1.5, true],
    ['POOL_KEEP_FREE_GB', '10%', true],
    ['POOL_KEEP_FREE_GB', '1.5TB', true],
    ['POOL_KEEP_FREE_GB', 'plenty', false],
    ['CACHE_DIR', '/mnt/cache', true],
    ['CACHE_DIR', 'mnt/cache', false],
    ['CACHE_DIR', '/mnt/../cache', false],
    ['CACHE_DIR', '', false],
    ['CACHE_DESTINATION', '', true],
    ['ADDITIONAL_SOURCES', ['/a', ''], true],
    ['ADDITIONAL_SOURCES', ['a'], false],
    ['PLEX_URL', 'http://plex:32400', true],
    ['PLEX_URL', 'plex', false],
    ['COPY_TO_CACHE', true, true]
  ])('%s = %j: %s', (env, value, isFine) => {
    expect(faultOf(aSetting(env), value) === undefined).toBe(isFine)
  })
})

describe('words', () => {
  it('say values, and of secrets only whether there is one', () => {
    expect(valueText(aSetting('POOL_HOLD_HOURS'), 12)).toBe('12 hours')
    expect(valueText(aSetting('COPY_TO_CACHE'), true)).toBe('on')
    expect(valueText(aSetting('ADDITIONAL_SOURCES'), [])).toBe('empty')
    expect(valueText(aSetting('PLEX_TOKEN'), 'anything')).toBe('set')
    expect(valueText(aSetting('PLEX_TOKEN'), '')).toBe('not set')
  })

  it('are found by name, description and variable, every word of them', () => {
    const all = ['POOL_HOLD_HOURS', 'PLEX_TOKEN'].map((env) => aSetting(env))
    const found = (query: string) =>
      foundBy(all, query, () => ({ label: 'Vorzeichen', help: '' })).map(({ env }) => env)
    expect([found('hold HOURS'), found('vorzeichen'), found('to and fro'), found('nothing')]).toEqual([
      ['POOL_HOLD_HOURS'],
      ['POOL_HOLD_HOURS', 'PLEX_TOKEN'],
      [],
      []
    ])
  })

  it('are there in German for every setting, and for nothing else', () => {
    const german: Readonly<Record<string, readonly [string, string]>> = { ...moving, ...house }
    expect(Object.keys(german).toSorted()).toEqual(settingDescriptors.map(({ env }) => env).toSorted())
    for (const { env, help } of settingDescriptors) {
      const named = help.match(/\b[A-Z]{3,}_[A-Z_]+[A-Z]\b/gu) ?? []
      const missing = named.filter((name) => german[env]?.[1].includes(name) !== true)
      expect([env, missing]).toEqual([env, []])
    }
  })
})
