/** What is written down of removal timers for whoever asks later why a title was there: that one began, and what put it off. */
import { explain } from '@pcu/contract'
import type { UnitId } from '#core/model/unit.ts'
import type { WatchTimer } from '#core/model/watch-timer.ts'
import type { Postponement } from '#core/watcher/after-plan.ts'
import type { UnitEvent } from '#ports/store.ts'

const base = { runId: undefined, bytes: 0, tookMs: undefined } as const

/** A timer that begins, or begins anew. */
export interface Begun extends Pick<WatchTimer, 'since' | 'begunAt' | 'people'> {
  readonly unit: UnitId
  readonly title: string
}

const hoursText = (hours: number): string => (hours === 1 ? '1 hour' : `${hours} hours`)

/** Nothing while the timers are switched off (0 hours). */
export const timerBegan = ({ unit, title, since, begunAt, people }: Begun, hours: number): readonly UnitEvent[] => {
  if (hours === 0) return []
  const who = people.length === 0 ? 'somebody' : people.join(', ')
  const because = since === 'finished' ? `${who} watched it to the end` : `the watcher had it brought for ${who}`
  const sentence = `Its removal timer of ${hoursText(hours)} began: ${because}.`
  return [{ ...base, unit, title, at: begunAt, what: 'timer', sentence }]
}

/** A timer that ran out although its unit stays. */
export interface PutOff extends Postponement {
  readonly unit: UnitId
  readonly at: number
}

/** With what holds it, as the plan says. */
export const timerPutOff = ({ unit, at, timer: { title }, reason, isAgain }: PutOff, timeZone: string): UnitEvent => {
  const because = reason === undefined ? '' : ` ${explain(reason, timeZone)}`
  const what = isAgain
    ? 'Its removal is put off still, for another reason.'
    : 'Its removal timer ran out, and it stays.'
  return { ...base, unit, title, at, what: 'postponed', sentence: `${what}${because}` }
}
