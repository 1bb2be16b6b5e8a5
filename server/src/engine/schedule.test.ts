import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createBus } from './bus.ts'
import type { RunRequest } from './run-deps.ts'
import { createSchedule } from './schedule.ts'
import type { RunControl } from './traffic/reins.ts'

const aRequest = (facts: Partial<RunRequest> = {}): RunRequest => ({
  trigger: 'button',
  dryRun: false,
  goal: 'follow-plex',
  ...facts
})

interface Facts {
  readonly intervalMs?: number
  readonly dryRunOnly?: boolean
  readonly underWay?: () => string | undefined
}

const start = (facts: Facts = {}) => {
  const told: string[] = []
  const bus = createBus({ clock: systemClock })
  bus.subscribe((event) => event.type === 'run.waits' && told.push(event.sentence))
  const started: RunRequest[] = []
  const ends: (() => void)[] = []
  const bugs: unknown[] = []
  const controls: RunControl[] = []
  const schedule = createSchedule({
    clock: systemClock,
    bus,
    intervalMs: 0,
    dryRunOnly: false,
    objection: () => undefined,
    underWay: () => 'run 41, started 20:14 by the schedule, is under way (3 of 12 moved)',
    onBug: (thrown) => bugs.push(thrown),
    run: (request, control) => {
      const { signal } = control
      started.push(request)
      controls.push(control)
      return new Promise((resolve, reject) => {
        ends.push(() => resolve({} as never))
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      })
    },
    ...facts
  })
  return { schedule, told, started, controls, bugs, end: () => ends.shift()?.() }
}

const fail = (): never => {
  throw new Error('no run was begun')
}

const settle = () => vi.advanceTimersByTimeAsync(0)

describe('at most one run at a time', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('refuses a person who asks during a run, and says why', () => {
    const { schedule, started } = start()
    schedule.request(aRequest())
    expect(schedule.request(aRequest())).toEqual({
      accepted: false,
      sentence:
        'Refused: run 41, started 20:14 by the schedule, is under way (3 of 12 moved). Stop it first or wait until it is done.'
    })
    expect(started).toHaveLength(1)
  })

  it('turns whatever Plex says during a run into exactly one more run', async () => {
    const { schedule, started, end } = start()
    schedule.request(aRequest())
    schedule.request(aRequest({ trigger: 'plex' }))
    schedule.request(aRequest({ trigger: 'plex' }))
    end()
    await settle()
    expect(started.map((request) => request.trigger)).toEqual(['button', 'plex'])
    end()
    await settle()
    expect(started).toHaveLength(2)
  })

  it('refuses also in the moment before the run has its number', () => {
    const { schedule } = start({ underWay: () => undefined })
    schedule.request(aRequest({ trigger: 'command' }))
    expect(schedule.request(aRequest()).sentence).toBe(
      'Refused: a run that was asked for on the command line is about to begin. Stop it first or wait until it is done.'
    )
  })

  it('turns the timer of a run that takes longer than the interval into one more run, and says so once', async () => {
    const { schedule, started, end, told } = start({ intervalMs: 60_000 })
    schedule.startTimer()
    await vi.advanceTimersByTimeAsync(60_000)
    await vi.advanceTimersByTimeAsync(180_000)
    expect(started).toHaveLength(1)
    expect(told).toEqual([
      'One more run, asked for by the schedule, begins when this one is done: run 41, started 20:14 by the schedule, is under way (3 of 12 moved).'
    ])
    end()
    await settle()
    expect(started.map(({ trigger }) => trigger)).toEqual(['schedule', 'schedule'])
    end()
    await settle()
    expect(started).toHaveLength(2)
  })

  it('runs once for a burst of news, when it is over', async () => {
    const { schedule, started } = start()
    for (const _ of [1, 2, 3]) {
      schedule.nudge('soon')
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(started).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(2000)
    expect(started.map(({ trigger }) => trigger)).toEqual(['plex'])
  })

  it('answers a pressed play button at once, also in the middle of a burst, and only once', async () => {
    const { schedule, started, end } = start()
    schedule.nudge('soon')
    schedule.nudge('now')
    await vi.advanceTimersByTimeAsync(0)
    expect(started).toHaveLength(1)
    end()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(started).toHaveLength(1)
  })

  it('is not put off for ever by news that never ends', async () => {
    const { schedule, started } = start()
    for (let second = 0; second < 60; second += 1) {
      schedule.nudge('soon')
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(started.length).toBeGreaterThan(0)
  })

  it('runs by the timer and says when next', async () => {
    const { schedule, started, end } = start({ intervalMs: 60_000 })
    schedule.startTimer()
    expect(schedule.nextRunAt()).toBe(Date.now() + 60_000)
    await vi.advanceTimersByTimeAsync(60_000)
    end()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(started.map((request) => request.trigger)).toEqual(['schedule', 'schedule'])
  })

  it('survives a run that throws, and tells of it', async () => {
    const { schedule, started, bugs } = start()
    schedule.request(aRequest())
    schedule.stop()
    await settle()
    schedule.request(aRequest())
    expect(bugs).toHaveLength(1)
    expect(started).toHaveLength(2)
  })

  it('makes every run a dry run in test mode', () => {
    const { schedule, started } = start({ dryRunOnly: true })
    schedule.request(aRequest())
    expect(started[0]?.dryRun).toBe(true)
  })

  it('stops the run under way when it is closed, and takes no more', async () => {
    const { schedule, started } = start()
    schedule.request(aRequest())
    await schedule.close()
    expect(schedule.request(aRequest()).accepted).toBe(false)
    expect(started).toHaveLength(1)
  })

  it('pauses, goes on and ends the run under way, and says what came of each order', async () => {
    const { schedule, controls, end } = start()
    expect([schedule.pause(), schedule.resume(), schedule.stop()].map(({ accepted }) => accepted)).toEqual([
      false,
      false,
      false
    ])
    schedule.request(aRequest())
    const { pause, isEnding, signal } = controls[0] ?? fail()
    expect(schedule.resume().accepted).toBe(false)
    expect(schedule.pause().sentence).toContain('Paused')
    expect(schedule.pause().sentence).toContain('already')
    expect(pause.paused()).toBe(true)
    expect(schedule.resume().accepted).toBe(true)
    expect(pause.paused()).toBe(false)
    schedule.stop('file')
    expect([isEnding(), signal.aborted]).toEqual([true, false])
    end()
    await settle()
    expect(schedule.pause().sentence).toBe('Nothing is running.')
  })

  it('a paused run can be stopped, and the next one is not paused', async () => {
    const { schedule, controls, end } = start()
    schedule.request(aRequest())
    schedule.pause()
    schedule.stop()
    expect(controls[0]?.pause.paused()).toBe(false)
    end()
    await settle()
    schedule.request(aRequest())
    expect(controls[1]?.pause.paused()).toBe(false)
  })
})
