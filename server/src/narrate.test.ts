import { type Decision, type Reason, type Run, worded } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { createDecisionNarrator, narrate, narrateBug } from './narrate.ts'

const aDecision = (action: Decision['action'], ...reasons: Reason[]): Decision => ({
  unit: `/mnt/user/${action}`,
  title: `Title ${action}`,
  action,
  because: reasons.map((reason) => worded(reason)),
  refusals: [],
  score: [],
  rank: null,
  sizeBytes: 1,
  files: 1,
  from: null,
  to: null
})

const young = { code: 'too-young', path: '/a', ageMinutes: 2, minimumMinutes: 10 } as const satisfies Reason
const deck: Reason = { code: 'on-deck', person: 'the owner' }

const none = { units: 0, bytes: 0 }
const aRun = (dryRun: boolean): Run => ({
  id: 1,
  trigger: 'button',
  dryRun,
  startedAt: 1,
  finishedAt: null,
  outcome: 'running',
  sentence: '',
  planned: { promote: none, evict: none, keep: none, leave: none },
  done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none },
  requests: 0
})

describe('decisions in the log', () => {
  it('are told with the very sentences that everybody else shows', () => {
    const decision = aDecision('leave', young, deck)
    const [told] = createDecisionNarrator()(aRun(false), [decision])
    expect(told?.sentence).toContain(decision.because.map(({ sentence }) => sentence).join(' '))
  })

  it('are news once while they stay the same, and again when the reason is another', () => {
    const narrate = createDecisionNarrator()
    const level = (ageMinutes: number) => narrate(aRun(false), [aDecision('leave', { ...young, ageMinutes })])[0]?.level
    expect([level(2), level(2), level(5)]).toEqual(['INFO', 'DEBUG', 'INFO'])
  })

  it('leave what moves to its own lines, except in a dry run, where nothing moves', () => {
    const moving = [aDecision('promote', deck), aDecision('evict', { code: 'restore-requested' })]
    expect(createDecisionNarrator()(aRun(false), moving)).toEqual([])
    expect(createDecisionNarrator()(aRun(true), moving)).toHaveLength(2)
  })
})

describe('what a line is about', () => {
  it('is told with it: the room and the run of an event, the request of a bug', () => {
    const move = { title: 'A Film', direction: 'in', bytesTotal: 1, because: [worded(deck)] } as const
    const event = { id: 1, at: 1, type: 'move.stood-back', runId: 7, because: worded(young), move } as never
    expect(narrate(event)?.about).toEqual({ component: 'move', runId: 7 })
    expect(narrate({ id: 1, at: 1, type: 'run.started', run: aRun(false) })?.about).toEqual({
      component: 'run',
      runId: 1
    })
    expect(narrate({ id: 1, at: 1, type: 'source.came-back', source: 'plex', sentence: 'x' })?.about).toEqual({
      component: 'source'
    })
    const bug = narrateBug(new Error('broken'), { id: '0badcafe', what: 'GET /api/v1/runs' })
    expect(bug).toMatchObject({ level: 'CRITICAL', about: { component: 'request', requestId: '0badcafe' } })
    expect(bug.sentence).toMatch(/^Request 0badcafe \(GET \/api\/v1\/runs\) went wrong: Error: broken/u)
  })
})
