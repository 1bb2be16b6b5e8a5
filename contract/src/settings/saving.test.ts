/** Holds what a save stores, what it refuses, and that no secret is shown or lost on the way. */
import { describe, expect, it } from 'vitest'
import { resolveSettings } from './resolve.ts'
import { applyChanges } from './saving.ts'
import { maskSecrets, SECRET_MASK, secretTexts, unmaskOnWrite } from './secrets.ts'

const ENV = { PLEX_TOKEN: 'token-of-the-environment', PORT: '8080' }
const save = (changes: Record<string, unknown>, saved: Record<string, unknown> = {}, env = {}) =>
  applyChanges({ env: { ...ENV, ...env }, saved }, changes)

describe('a save', () => {
  it('stores what differs from the environment and the default, tidied, and nothing else', () => {
    const { saved, refusals, resolved } = save({
      'pool.keepFreeGb': 50,
      'web.port': 8080,
      'log.debug': false,
      'paths.cacheDir': '/mnt/nvme/'
    })
    expect(refusals).toEqual([])
    expect(saved).toEqual({ 'pool.keepFreeGb': 50, 'paths.cacheDir': '/mnt/nvme' })
    expect(resolved.settings.paths.cacheDir).toBe('/mnt/nvme')
  })

  it('keeps earlier overrides and drops the one that is reset', () => {
    const earlier = { 'pool.keepFreeGb': 50, 'web.port': 9090 }
    const { saved, resolved } = save({ 'web.port': null }, earlier)
    expect(saved).toEqual({ 'pool.keepFreeGb': 50 })
    expect(resolved.settings.web.port).toBe(8080)
    expect(resolved.origin['web.port']).toBe('environment')
  })

  it.each([
    [{ 'web.port': 0 }, 'unreadable-value'],
    [{ 'web.port': '9090' }, 'unreadable-value'],
    [{ 'no.such': 1 }, 'unknown-setting'],
    [{ 'system.dataDir': '/config' }, 'environment-only'],
    [{ 'paths.cacheDir': '/mnt/user/x' }, 'paths-overlap'],
    [{ 'mode.copyToCache': true, 'mode.moveWithSymlinks': true }, 'both-modes']
  ])('of %j is refused as a whole', (changes, code) => {
    const earlier = { 'pool.keepFreeGb': 50 }
    const { saved, refusals } = save({ ...changes, 'pool.keepFreeGb': 60 }, earlier)
    expect(refusals.map((refusal) => refusal.code)).toEqual([code])
    expect(saved).toEqual(earlier)
  })

  it('is not held up by older trouble that it does not touch', () => {
    const earlier = { 'gone.setting': 1, 'web.port': 0 }
    const { saved, refusals } = save({ 'pool.keepFreeGb': 60 }, earlier, { CACHE_DIR: '/mnt/user' })
    expect(refusals).toEqual([])
    expect(saved).toEqual({ ...earlier, 'pool.keepFreeGb': 60 })
  })

  it('puts older trouble right', () => {
    const { saved } = save({ 'gone.setting': null, 'web.port': 9090 }, { 'gone.setting': 1, 'web.port': 0 })
    expect(saved).toEqual({ 'web.port': 9090 })
  })
})

describe('a secret', () => {
  it('is masked wherever settings are shown, and an unset one is shown as unset', () => {
    const { settings } = resolveSettings({ env: { ...ENV, WEBHOOK_HEADERS: 'X-Key:abc' }, saved: {} })
    const shown = maskSecrets(settings)
    expect(shown).toMatchObject({
      'plex.token': SECRET_MASK,
      'notify.webhookHeaders': [SECRET_MASK],
      'notify.webhookUrl': '',
      'web.port': 8080
    })
    expect(JSON.stringify(shown)).not.toMatch(/token-of|abc/)
    expect(secretTexts(settings)).toEqual(['token-of-the-environment', 'abc'])
  })

  it.each([SECRET_MASK, '', '  '])('that comes back from a form as %j is unchanged', (text) => {
    expect(unmaskOnWrite({ 'plex.token': 'saved' }, { 'plex.token': text })).toEqual({ 'plex.token': 'saved' })
    expect(unmaskOnWrite({}, { 'plex.token': text, 'web.host': '' })).toEqual({ 'web.host': '' })
    expect(save({ 'plex.token': text }).resolved.settings.plex.token).toBe('token-of-the-environment')
    expect(save({ 'plex.token': text }, { 'plex.token': 'saved' }).saved).toEqual({ 'plex.token': 'saved' })
  })

  it('in a list that comes back masked is unchanged', () => {
    const earlier = { 'notify.webhookHeaders': ['X-Key:abc'] }
    expect(unmaskOnWrite(earlier, { 'notify.webhookHeaders': [SECRET_MASK] })).toEqual(earlier)
    expect(unmaskOnWrite(earlier, { 'notify.webhookHeaders': [] })).toEqual(earlier)
  })

  it('that is new replaces the old one, and a reset uncovers the environment', () => {
    expect(save({ 'plex.token': 'new' }, { 'plex.token': 'saved' }).saved).toEqual({ 'plex.token': 'new' })
    expect(save({ 'plex.token': null }, { 'plex.token': 'saved' }).resolved.settings.plex.token).toBe(
      'token-of-the-environment'
    )
  })
})
