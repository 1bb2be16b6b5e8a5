/** The machine's own mover is given way to: a run waits for it, can be stopped while it waits, and is skipped when it takes too long. */
import type { Reason } from '@pcu/contract'
import { afterEach, expect, it } from 'vitest'
import type { MediaServer } from '#ports/media-server.ts'
import { ownFile } from '#test/builders/own-file.ts'
import { aStage, type Stage, soundHost } from '#test/builders/stage.ts'
import { aLibrary, anEpisode, GB, now } from '#test/builders/world.ts'

let stage: Stage
afterEach(() => stage.leave())

const busy: Reason = { code: 'mover-at-work', file: '/var/run/mover.pid' }
const readOnDeck: MediaServer['readOnDeck'] = async (sectionId) =>
  sectionId === '2' ? [{ ratingKey: 'a', viewOffsetMs: 0, lastViewedAt: now }] : []
const library = aLibrary([anEpisode({ ratingKey: 'a' })])

/** A clock that jumps to the end of every wait. */
const jumping = () => {
  let at = now
  const waits: number[] = []
  return {
    waits,
    clock: {
      now: () => at,
      after: (ms: number, call: () => void) => {
        waits.push(ms)
        at += ms
        queueMicrotask(call)
        return { cancel: () => undefined }
      }
    }
  }
}

it('peer 48: waits until the mover is done, and goes on', async () => {
  let asked = 0
  const { clock, waits } = jumping()
  const otherMover = async () => {
    asked += 1
    return asked > 3 ? undefined : busy
  }
  stage = await aStage({ library, server: { readOnDeck }, host: { otherMover }, deps: { clock } })
  expect((await stage.run()).done.promoted.units).toBe(1)
  expect(waits.filter((ms) => ms === 10_000)).toHaveLength(3)
})

it('peer 48: is skipped with the reason when the mover is at work for too long, also when everything is asked back', async () => {
  const { clock } = jumping()
  stage = await aStage({ library, server: { readOnDeck }, host: { otherMover: async () => busy }, deps: { clock } })
  await ownFile(stage.store, { name: 'old' })
  for (const goal of ['follow-plex', 'restore-all'] as const) {
    const run = await stage.run({ goal })
    expect(run).toMatchObject({ outcome: 'skipped', done: { promoted: { units: 0 }, evicted: { units: 0 } } })
    expect(run.sentence).toContain('/var/run/mover.pid')
  }
})

it('peer 48: can be stopped while it waits', async () => {
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  const otherMover = async () => {
    queueMicrotask(() => stage.app.face.stop())
    return busy
  }
  stage = await aStage({ library, server: { readOnDeck }, host: { otherMover }, deps: { clock } })
  expect((await stage.run()).outcome).toBe('stopped')
})

it('a dry run waits for nobody', async () => {
  stage = await aStage({ library, server: { readOnDeck }, host: { otherMover: async () => busy } })
  expect(await stage.run({ dryRun: true })).toMatchObject({ outcome: 'done', planned: { promote: { units: 1 } } })
})

it('a mover that starts in the middle of a run stops the next step at its last question', async () => {
  let asked = 0
  stage = await aStage({
    library,
    server: { readOnDeck },
    host: {
      otherMover: async () => {
        asked += 1
        return asked > 1 ? busy : undefined
      }
    },
    mover: {
      promote: async (_order, control) => {
        const reason = await control.recheck()
        return reason === undefined ? { kind: 'done', bytes: GB } : { kind: 'stood-back', reason }
      }
    }
  })
  expect((await stage.run()).done).toMatchObject({ promoted: { units: 0 }, stoodBack: { units: 1 } })
})

it('nothing of a share that lies on a pool already is cached', async () => {
  const refusal: Reason = { code: 'mode-unavailable', detail: 'the share tv is exclusive.' }
  stage = await aStage({
    library,
    server: { readOnDeck },
    host: {
      examine: async (paths) => ({
        ...(await soundHost().examine(paths)),
        shares: [{ name: 'tv', folder: paths.shareRoot, refusal, moverTakes: false }]
      })
    }
  })
  await stage.run()
  expect(stage.looked).toEqual([])
  const plan = await stage.app.face.latestPlan()
  expect(plan?.decisions.map(({ because }) => because[0]?.sentence)).toEqual(['Left alone: the share tv is exclusive.'])
})
