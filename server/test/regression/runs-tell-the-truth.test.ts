import type { Reason } from '@pcu/contract'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { MediaServer } from '#ports/media-server.ts'
import type { Mover } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage, type StageFacts } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, day, GB, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const library = aLibrary(['a', 'b', 'c', 'd'].map((key, n) => anEpisode({ ratingKey: key, episode: n + 1 })))
/** The first of four episodes is on deck, the next three are wanted as well. */
const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []

const set = async (facts: StageFacts) => {
  const env = { MAX_CONCURRENT_MOVES_CACHE: '1', NUMBER_EPISODES: '3', ...facts.env }
  stage = await aStage({ library, ...facts, env, server: { readOnDeck, ...facts.server } })
}

const status = () => stage.app.face.status()

describe('a run that breaks off after something was moved', () => {
  it('keeps count of what was moved when the pool cannot be measured any more', async () => {
    let moved = 0
    const promote: Mover['promote'] = async () => {
      moved += 1
      return { kind: 'done', bytes: GB }
    }
    const gone = new Failure('disk.gone', { sentence: 'The pool is gone.', retry: 'later' })
    const poolRoom = async () => {
      if (moved > 0) throw gone
      return { totalBytes: 900 * GB, freeBytes: 500 * GB }
    }
    await set({ host: { poolRoom }, mover: { promote } })
    expect(await stage.run()).toMatchObject({ outcome: 'done', done: { promoted: { units: 4 } } })
  })

  it('tells what was moved before a bug ended it, logs the bug, and does not say that all is well', async () => {
    const promote: Mover['promote'] = async ({ unit }) => {
      if (unit.ratingKeys.includes('b')) throw new TypeError('undefined is not a function')
      return { kind: 'done', bytes: GB }
    }
    await set({ mover: { promote }, server: { requests: () => 7 } })
    const run = await stage.run()
    expect(run).toMatchObject({
      outcome: 'failed',
      planned: { promote: { units: 4 } },
      done: { promoted: { units: 1 } }
    })
    expect(run.sentence).toContain('1 brought in')
    expect(run.sentence).toContain('undefined is not a function')
    expect(run.sentence).not.toContain('Nothing was changed')
    expect(stage.lines.some((line) => line.startsWith('CRITICAL'))).toBe(true)
    expect((await status()).sentence).not.toContain('All is well')
  })

  it('still tells a bug when the run was being stopped', async () => {
    const promote: Mover['promote'] = async () => {
      stage.app.face.stop()
      throw new TypeError('undefined is not a function')
    }
    await set({ mover: { promote } })
    await stage.run()
    expect(stage.lines.some((line) => line.startsWith('CRITICAL'))).toBe(true)
  })
})

describe('a run that fails', () => {
  it('counts the requests that it sent', async () => {
    let sent = 0
    const identify: MediaServer['identify'] = async () => {
      sent += 2
      throw new Failure('plex.unreachable', { sentence: 'Plex cannot be reached.', retry: 'soon' })
    }
    await set({ server: { identify, requests: () => sent } })
    expect(await stage.run()).toMatchObject({ outcome: 'failed', requests: 2 })
  })
})

describe('a run whose end cannot be recorded', () => {
  it('is over all the same, and its record is closed by the next one', async () => {
    await set({})
    const { db } = stage.store
    const jam = "before update of finished_at on run begin select raise(abort, 'disk I/O error'); end"
    await sql.raw(`create trigger jam ${jam}`).execute(db)
    await stage.run()
    expect(stage.events.filter(({ type }) => type === 'run.finished')).toHaveLength(1)
    expect(stage.lines.some((line) => line.startsWith('CRITICAL') && line.includes('disk I/O error'))).toBe(true)
    await sql.raw('drop trigger jam').execute(db)
    expect((await stage.run()).outcome).toBe('done')
    const [, before] = await stage.app.face.runs(2)
    expect(before).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('could not be recorded') })
  })
})

describe('a run that a person stops', () => {
  it('does not call Plex silent because its questions were broken off', async () => {
    const broken: MediaServer['readOnDeck'] = async () => {
      stage.app.face.stop()
      throw new Error('This operation was aborted')
    }
    await set({ server: { readOnDeck: broken } })
    expect((await stage.run()).outcome).toBe('stopped')
    expect(stage.events.filter(({ type }) => type === 'source.went-silent')).toEqual([])
    expect((await status()).problems).toEqual([])
  })

  it('looks at no further file', async () => {
    await set({
      host: {
        inspect: async (_layout, unit) => {
          stage.app.face.stop()
          return { unit: unit.id, lookedAt: now, files: [] }
        }
      }
    })
    expect((await stage.run()).outcome).toBe('stopped')
    expect(stage.looked).toHaveLength(1)
  })
})

describe('a union that does not show what lies on the pool', () => {
  const sentence = '/mnt/user does not show what lies on /mnt/cache.'
  const host: NonNullable<StageFacts['host']> = {
    examine: async (paths) => {
      const online = (path: string) => ({ path, state: 'online', sentence: '', fileSystem: 'xfs' }) as const
      return {
        share: online(paths.shareRoot),
        pool: online(paths.poolRoot),
        arrays: [],
        situation: 'union',
        arrayRoots: paths.arrayRoots,
        branches: paths.arrayRoots,
        gates: new Map(),
        promoteBlock: undefined,
        evictBlock: undefined,
        warnings: []
      }
    },
    proveUnion: async () => ({ proven: false, sentence })
  }

  it('is the recorded reason of every file that is left, and a problem that somebody must solve', async () => {
    await set({ host })
    const run = await stage.run()
    expect(run).toMatchObject({ planned: { promote: { units: 0 }, leave: { units: 4 } } })
    const plan = await stage.app.face.latestPlan()
    expect(plan?.decisions.map(({ because }) => because[0]?.sentence)).toEqual(
      Array.from({ length: 4 }, () => `Left alone: ${sentence}`)
    )
    expect((await status()).problems).toMatchObject([
      { severity: 'error', sentence: expect.stringContaining(sentence) }
    ])
  })

  it('is no problem any more once it does', async () => {
    let proven = false
    await set({ host: { ...host, proveUnion: async () => (proven ? { proven } : { proven: false, sentence }) } })
    await stage.run()
    proven = true
    expect((await stage.run()).done.promoted.units).toBe(4)
    expect((await status()).problems).toEqual([])
  })
})

describe('a machine whose disks are hidden', () => {
  it('is a problem, because nothing can ever be moved there', async () => {
    const block: Reason = { code: 'mode-unavailable', detail: 'none of the branches behind /mnt/user is visible here.' }
    const online = (path: string) => ({ path, state: 'online', sentence: '', fileSystem: 'xfs' }) as const
    await set({
      host: {
        examine: async (paths) => ({
          share: online(paths.shareRoot),
          pool: online(paths.poolRoot),
          arrays: [],
          situation: 'union',
          arrayRoots: [],
          branches: [],
          gates: new Map(),
          promoteBlock: block,
          evictBlock: block,
          warnings: []
        })
      }
    })
    await stage.run()
    expect((await status()).problems).toMatchObject([{ sentence: expect.stringContaining('none of the branches') }])
  })
})

describe('a budget', () => {
  it('holds also when what ought to have gone home is still there', async () => {
    const seen = { viewCount: 1, lastViewedAt: now - 9 * day }
    const promoted: string[] = []
    stage = await aStage({
      env: { CACHE_MAX_SIZE_GB: '1', NUMBER_EPISODES: '0' },
      library: aLibrary([anEpisode({ ratingKey: 'old', ...seen }), anEpisode({ ratingKey: 'a', episode: 2 })]),
      server: { readOnDeck },
      mover: {
        evict: async () => ({ kind: 'stood-back', reason: { code: 'playing-now', person: 'Robin' } }),
        promote: async ({ unit }) => {
          promoted.push(unit.title)
          return { kind: 'done', bytes: GB }
        }
      }
    })
    await ownFile(stage.store, { name: 'old', sizeBytes: GB })
    const run = await stage.run()
    expect(promoted).toEqual([])
    expect(run).toMatchObject({ outcome: 'partial', done: { stoodBack: { units: 2 } } })
    expect(stage.events.filter(({ type }) => type === 'move.stood-back')).toMatchObject([
      { because: { reason: { code: 'playing-now' } } },
      { because: { reason: { code: 'over-budget', ownedBytes: GB } } }
    ])
  })
})
