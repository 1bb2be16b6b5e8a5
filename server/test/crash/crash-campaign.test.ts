/** No crash, at any step of any mode, and none during the recovery from it, loses a byte or leaves half a state. */
import { writeSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { type Direction, newTally, runCampaign } from './campaign.ts'
import { oneOf } from './thoroughness.ts'
import { modes, nameOfMode } from './world.ts'

const total = newTally()

/** After which first crashes the recovery dies as well. */
const nestedEvery = oneOf(7)

const directions: readonly Direction[] = ['in', 'out', 'replaced']
const cases = modes.flatMap((mode) =>
  directions.map((direction) => [`${nameOfMode(mode)} ${direction}`, mode, direction] as const)
)

afterAll(() => {
  const { runs, crashPoints, nestedCrashPoints, violations } = total
  writeSync(
    1,
    `crash campaign: ${runs} runs, ${crashPoints} crash points, ${nestedCrashPoints} nested, ${violations.length} violations\n`
  )
})

describe('a process that dies at every step, and at every step of the recovery', () => {
  test.each(cases)('%s', async (_name, mode, direction) => {
    const tally = newTally()
    await runCampaign({ mode, direction, nestedEvery }, tally)
    total.runs += tally.runs
    total.crashPoints += tally.crashPoints
    total.nestedCrashPoints += tally.nestedCrashPoints
    total.violations.push(...tally.violations)
    expect(tally.violations).toEqual([])
    expect(tally.crashPoints).toBeGreaterThan(7)
  })
})
