/** Holds how settings are gathered at run time: secret files, saved overrides, changes in turn. */
import { describe, expect, it } from 'vitest'
import { createSettingsSource, environmentSettings, readEnvironment } from './settings-source.ts'

const SECRETS: Readonly<Record<string, { text: string }>> = { '/run/secrets/token': { text: 'secret-token\n' } }
const environmentOf = (env: Record<string, string>) =>
  readEnvironment(env, (path) => SECRETS[path] ?? { error: 'there is no such file' })

function memoryStore(start: Readonly<Record<string, unknown>> = {}) {
  let kept = start
  return {
    read: async () => kept,
    write: async (saved: Readonly<Record<string, unknown>>) => {
      kept = saved
    },
    kept: () => kept
  }
}

describe('the environment', () => {
  it('gives the value of a variable by file, and says from where', () => {
    const resolved = environmentSettings(environmentOf({ FILE__PLEX_TOKEN: '/run/secrets/token' }))
    expect(resolved.settings.plex.token).toBe('secret-token')
    expect(resolved.environment['plex.token']).toEqual({ variable: 'PLEX_TOKEN', file: '/run/secrets/token' })
    expect(resolved.complaints).toEqual([])
  })

  it('is complained about when a file cannot be read', () => {
    expect(environmentSettings(environmentOf({ PLEX_TOKEN_FILE: '/gone' })).complaints).toMatchObject([
      { severity: 'error', message: 'PLEX_TOKEN_FILE names /gone, which cannot be read: there is no such file.' }
    ])
  })
})

describe('the source of settings', () => {
  it('lays saved values over the environment and keeps complaints about files', async () => {
    const environment = environmentOf({ PORT: '8080', PLEX_TOKEN_FILE: '/gone' })
    const source = await createSettingsSource(environment, memoryStore({ 'web.port': 9090 }))
    expect(source.current().settings.web.port).toBe(9090)
    expect(source.current().complaints.map((complaint) => complaint.code)).toEqual(['secret-file-unreadable'])
  })

  it('stores a change and has it in force at once', async () => {
    const store = memoryStore()
    const source = await createSettingsSource(environmentOf({}), store)
    const before = source.current()
    const outcome = await source.change({ 'pool.keepFreeGb': 50 })
    expect(outcome.refusals).toEqual([])
    expect(store.kept()).toEqual({ 'pool.keepFreeGb': 50 })
    expect(source.current().settings.pool.keepFreeGb).toBe(50)
    expect(before.settings.pool.keepFreeGb).toBe(20)
  })

  it('stores nothing of a change that is refused', async () => {
    const store = memoryStore({ 'pool.keepFreeGb': 50 })
    const source = await createSettingsSource(environmentOf({}), store)
    const outcome = await source.change({ 'pool.keepFreeGb': 60, 'web.port': 0 })
    expect(outcome.refusals).toHaveLength(1)
    expect(store.kept()).toEqual({ 'pool.keepFreeGb': 50 })
    expect(source.current().settings.pool.keepFreeGb).toBe(50)
  })

  it('loses none of several changes made at once', async () => {
    const store = memoryStore()
    const source = await createSettingsSource(environmentOf({}), store)
    await Promise.all([
      source.change({ 'pool.keepFreeGb': 50 }),
      source.change({ 'web.port': 0 }),
      source.change({ 'log.debug': true })
    ])
    expect(store.kept()).toEqual({ 'pool.keepFreeGb': 50, 'log.debug': true })
  })

  it('keeps what is in force when the store cannot write, and goes on with the next change', async () => {
    const store = memoryStore()
    const broken = { ...store, write: async () => Promise.reject(new Error('disk full')) }
    const failing = await createSettingsSource(environmentOf({}), broken)
    await expect(failing.change({ 'pool.keepFreeGb': 50 })).rejects.toThrow('disk full')
    expect(failing.current().settings.pool.keepFreeGb).toBe(20)
    await expect(failing.change({ 'web.port': 0 })).resolves.toMatchObject({ refusals: [{ key: 'web.port' }] })
  })
})
