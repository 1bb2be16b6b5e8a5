import type { Happening, Run } from '@pcu/contract'
import { expect, it } from 'vitest'
import { createBus } from '#engine/bus.ts'
import { createLiveState } from '#engine/tell/live-state.ts'
import { emptyCounts } from '#engine/tell/tally.ts'
import type { Holding } from '#ports/store.ts'
import { keepNote } from './keep-note.ts'

const run: Run = {
  id: 41,
  trigger: 'schedule',
  dryRun: false,
  startedAt: 5,
  finishedAt: null,
  outcome: 'running',
  sentence: '',
  requests: 0,
  ...emptyCounts
}

const aMove = (n: number): Happening => ({
  type: 'move.stood-back',
  because: { reason: { code: 'run-stopped' }, sentence: '' },
  runId: 41,
  move: {
    ...{
      id: `${n}`,
      unit: `${n}`,
      title: `${n}`,
      direction: 'in',
      because: [{ reason: { code: 'found-again' }, sentence: '' }]
    },
    ...{ from: '', to: '', startedAt: 5, phase: '', files: [], bytesDone: 0, bytesTotal: 0, bytesPerSecond: null }
  }
})

it('tells at once who has the folder, at every turn of a run what it does, and of its steps no more than one in five seconds', () => {
  const told: Holding[] = []
  let now = 1000
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  const bus = createBus({ clock })
  const live = createLiveState(bus)
  keepNote({ bus, live, clock, holder: { program: 'server', note: { write: (holding) => void told.push(holding) } } })
  expect(told).toEqual([{ program: 'server', since: 1000, run: undefined }])
  bus.publish({ type: 'run.started', run })
  bus.publish({ type: 'plan.made', run })
  expect(told.slice(1).map((holding) => holding.run?.stage)).toEqual([
    'asking Plex and making the plan',
    '0 of 0 moved'
  ])
  for (let n = 0; n < 1000; n += 1) {
    now += 10
    bus.publish(aMove(n))
  }
  expect(told).toHaveLength(5)
  bus.publish({ type: 'run.finished', run })
  expect(told.at(-1)).toEqual({ program: 'server', since: 1000, run: undefined })
})
