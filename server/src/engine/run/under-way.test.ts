import type { LiveEvent, Move, Run } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { createBus } from '#engine/bus.ts'
import { createLiveState } from '#engine/tell/live-state.ts'
import { emptyCounts } from '#engine/tell/tally.ts'
import { tellUnderWay, wordHolding } from './under-way.ts'

const at = Date.UTC(2026, 10, 22, 19, 14)
const saying = { now: Date.UTC(2026, 10, 22, 20, 0), timeZone: 'Europe/Berlin' }
const none = { units: 0, bytes: 0 }

const aRun = (facts: Partial<Run> = {}): Run => ({
  id: 41,
  trigger: 'schedule',
  dryRun: false,
  startedAt: at,
  finishedAt: null,
  outcome: 'running',
  sentence: '',
  requests: 0,
  ...emptyCounts,
  ...facts
})

const aMove = (facts: Partial<Move> = {}): Move => ({
  id: '1',
  unit: '/a',
  title: 'Alpha (2001)',
  direction: 'in',
  because: [{ reason: { code: 'on-deck', person: 'Ann' }, sentence: '' }],
  from: '/a',
  to: '/b',
  startedAt: at,
  phase: 'copying',
  files: [],
  bytesDone: 0,
  bytesTotal: 10,
  bytesPerSecond: null,
  ...facts
})

const after = (...events: readonly Parameters<ReturnType<typeof createBus>['publish']>[0][]): string | undefined => {
  const bus = createBus({ clock: { now: () => at, after: () => ({ cancel: () => undefined }) } })
  const live = createLiveState(bus)
  const heard: LiveEvent[] = []
  bus.subscribe((event) => heard.push(event))
  for (const event of events) bus.publish(event)
  expect(heard).toHaveLength(events.length)
  return tellUnderWay(live, saying)
}

describe('a run under way in words', () => {
  it('is nothing before it begins and after it has ended', () => {
    expect(after()).toBeUndefined()
    expect(after({ type: 'run.started', run: aRun() }, { type: 'run.finished', run: aRun() })).toBeUndefined()
  })

  it('tells its number, the time in the time zone of the house, who asked for it, and that it plans', () => {
    expect(after({ type: 'run.started', run: aRun() })).toBe(
      'run 41, started 20:14 by the schedule, is under way (asking Plex and making the plan)'
    )
  })

  it('tells how many of its titles are done and which one it moves', () => {
    const planned = { ...emptyCounts.planned, promote: { units: 2, bytes: 20 }, evict: { units: 1, bytes: 5 } }
    const run = aRun({ planned, trigger: 'plex' })
    const out = aMove({ direction: 'out', title: 'Beta' })
    expect(
      after(
        { type: 'run.started', run },
        { type: 'plan.made', run },
        { type: 'move.started', move: out, runId: 41 },
        { type: 'move.finished', move: out, runId: 41, tookMs: 1 },
        { type: 'move.started', move: aMove(), runId: 41 }
      )
    ).toBe('run 41, started 20:14 on news from Plex, is under way (1 of 3 moved, now Alpha (2001) to the pool)')
  })

  it('tells a pause, a dry run and another day', () => {
    const run = aRun({
      dryRun: true,
      trigger: 'button',
      startedAt: at - 86_400_000,
      planned: { ...emptyCounts.planned, evict: none }
    })
    expect(after({ type: 'run.started', run }, { type: 'run.paused' })).toBe(
      'dry run 41, started 2026-11-21 20:14 by somebody on the page, is under way (paused; asking Plex and making the plan)'
    )
  })
})

describe('the refusal of a program that finds the data folder taken', () => {
  it('names the run, and who has had the folder since when', () => {
    const run = { id: 41, trigger: 'schedule', dryRun: false, startedAt: at, stage: '3 of 12 moved' } as const
    expect(wordHolding({ program: 'server', since: at - 3_600_000, run }, '/config', saying)).toBe(
      'Refused: run 41, started 20:14 by the schedule, is under way (3 of 12 moved); a server has had the data folder /config since 19:14.'
    )
  })

  it('says when no run is under way', () => {
    expect(wordHolding({ program: 'command', since: at, run: undefined }, '/config', saying)).toBe(
      'Refused: a command has had the data folder /config since 20:14; no run is under way there.'
    )
  })
})
