import { type Decision, type Reason, worded } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { createDecisionNarrator } from './narrate.ts'

const aDecision = (action: Decision['action'], ...reasons: Reason[]): Decision => ({
  unit: `/mnt/user/${action}`,
  title: `Title ${action}`,
  action,
  because: reasons.map((reason) => worded(reason)),
  refusals: [],
  score: [],
  sizeBytes: 1,
  files: 1,
  from: null,
  to: null
})

const young: Reason = { code: 'too-young', path: '/a', ageMinutes: 2, minimumMinutes: 10 }
const deck: Reason = { code: 'on-deck', person: 'the owner' }

describe('decisions in the log', () => {
  it('are told with the very sentences that everybody else shows', () => {
    const decision = aDecision('leave', young, deck)
    const [told] = createDecisionNarrator()([decision])
    expect(told?.sentence).toBe(`Title leave: ${decision.because.map(({ sentence }) => sentence).join(' ')}`)
  })

  it('are told once while they stay the same, and again when the reason is another', () => {
    const narrate = createDecisionNarrator()
    expect(narrate([aDecision('leave', young)])).toHaveLength(1)
    expect(narrate([aDecision('leave', young)])).toHaveLength(0)
    expect(narrate([aDecision('leave', { ...young, ageMinutes: 5 })])).toHaveLength(1)
  })

  it('leave what moves to its own lines', () => {
    expect(
      createDecisionNarrator()([aDecision('promote', deck), aDecision('evict', { code: 'restore-requested' })])
    ).toEqual([])
  })
})
