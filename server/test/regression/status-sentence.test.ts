import { afterEach, describe, expect, it } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { Settled } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, GB, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const status = () => stage.app.face.status()
const library = aLibrary([anEpisode({ ratingKey: 'a' })])
const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []

describe('the sentence of the status', () => {
  it('says that all is well when it is', async () => {
    stage = await aStage({})
    await stage.run()
    expect((await status()).sentence).toMatch(/^All is well/u)
  })

  it('does not after a failed run', async () => {
    stage = await aStage({ server: { readLibrary: () => Promise.reject(new TypeError('a bug')) } })
    await stage.run()
    expect((await status()).sentence).toMatch(/^The last run failed/u)
  })

  it('does not while Plex is silent', async () => {
    const silence = new Failure('plex.unreachable', { sentence: 'Plex cannot be reached.', retry: 'soon' })
    stage = await aStage({ server: { identify: () => Promise.reject(silence) } })
    await stage.run()
    expect((await status()).sentence).toMatch(/^1 problem needs you/u)
  })

  it('does not while one library is silent', async () => {
    const silent = [{ sectionId: '2', title: 'Series', detail: 'it gave 3 of 9 items' }]
    stage = await aStage({ server: { readLibrary: async () => ({ index: library, silent }) } })
    await stage.run()
    expect((await status()).sentence).toMatch(/^1 problem needs you/u)
  })

  it('does not while the pool is full', async () => {
    stage = await aStage({ host: { poolRoom: async () => ({ totalBytes: 900 * GB, freeBytes: 0 }) } })
    await stage.run()
    expect((await status()).sentence).toMatch(/^The pool is full/u)
  })

  it('does not after a move that failed', async () => {
    const failure = new Failure('disk.io', { sentence: 'The disk is broken.', retry: 'never' })
    stage = await aStage({
      library,
      server: { readOnDeck },
      mover: { promote: async () => ({ kind: 'failed', failure }) }
    })
    await stage.run()
    expect((await status()).sentence).not.toContain('All is well')
  })

  it('does not after a run that was skipped or stopped', async () => {
    const sessions = [{ ratingKey: 'a', person: 'Robin', state: 'playing' as const }]
    stage = await aStage({ env: { EXIT_IF_ACTIVE_SESSION: 'true' }, server: { readSessions: async () => sessions } })
    await stage.run()
    expect((await status()).sentence).toMatch(/^Skipped: Robin/u)
  })
})

describe('an interrupted move that cannot be settled', () => {
  it('is a problem until it is settled, and every run tries again', async () => {
    const sentence = 'The interrupted move of Alpha is still open: the disk is gone.'
    const unit = sharePath('/mnt/user/Alpha.mkv')
    let open: Settled[] = [{ sentence, state: 'needs-a-person', unit }]
    stage = await aStage({ mover: { settle: async () => open } })
    await stage.app.settle()
    expect((await status()).problems).toMatchObject([{ severity: 'warning', sentence }])
    await stage.run()
    expect(stage.lines.filter((line) => line.includes(sentence))).toHaveLength(1)
    open = [{ sentence: 'The interrupted move of Alpha to the pool was undone.', state: 'rolled-back', unit }]
    await stage.run()
    expect((await status()).problems).toEqual([])
    expect(stage.lines.some((line) => line.includes('was undone'))).toBe(true)
  })

  it('is left alone by a dry run', async () => {
    stage = await aStage({ mover: { settle: () => Promise.reject(new Error('touched')) } })
    expect((await stage.run({ dryRun: true })).outcome).toBe('done')
  })
})
