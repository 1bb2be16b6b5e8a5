import type { Move, Run } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createBus } from '#engine/bus.ts'
import { createLiveState } from './live-state.ts'

const none = { units: 0, bytes: 0 }
const run: Run = {
  id: 3,
  trigger: 'button',
  dryRun: false,
  startedAt: 1,
  finishedAt: null,
  outcome: 'running',
  sentence: 'Running.',
  planned: { promote: { units: 2, bytes: 30 }, evict: none, keep: none, leave: none },
  done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none },
  requests: 0
}
const aMove = (id: string, bytesTotal: number): Move => ({
  id,
  unit: id,
  title: id,
  direction: 'in',
  because: [],
  from: '',
  to: '',
  startedAt: 1,
  phase: 'copying',
  files: [],
  bytesDone: 0,
  bytesTotal,
  bytesPerSecond: null
})

describe('the live state', () => {
  it('counts what ended into the run under way, so that a page opened in the middle knows how far it is', () => {
    const bus = createBus({ clock: systemClock })
    const live = createLiveState(bus)
    bus.publish({ type: 'run.started', run })
    bus.publish({ type: 'move.started', move: aMove('a', 10), runId: 3 })
    bus.publish({ type: 'move.started', move: aMove('b', 20), runId: 3 })
    bus.publish({ type: 'move.finished', move: aMove('a', 10), runId: 3, tookMs: 1 })
    expect(live.moves().map((move) => move.id)).toEqual(['b'])
    expect(live.currentRun()?.done.promoted).toEqual({ units: 1, bytes: 10 })
    bus.publish({ type: 'move.failed', move: aMove('b', 20), runId: 3, sentence: 'x' })
    expect(live.currentRun()?.done).toMatchObject({ promoted: { units: 1 }, failed: { units: 1, bytes: 20 } })
    bus.publish({ type: 'run.finished', run })
    expect([live.currentRun(), live.moves()]).toEqual([undefined, []])
  })
})
