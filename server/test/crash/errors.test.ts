/** Any act of a move may fail with any error of the system, once or for good: one sentence, nothing lost, nothing left. */
import { writeSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { errnos, type Manner, troubleEverywhere } from './errors.ts'
import { oneOf, thorough } from './thoroughness.ts'
import { modes, nameOfMode } from './world.ts'

const total = { runs: 0, violations: 0 }
afterAll(() => {
  writeSync(1, `errors: ${total.runs} runs, ${total.violations} violations\n`)
})

const manners: readonly Manner[] = ['once', 'after', 'on']

/** All pairs, or each error in one manner. */
const troubles = thorough
  ? errnos.flatMap((code) => manners.map((manner) => ({ code, manner })))
  : errnos.map((code, index) => ({ code, manner: manners[index % manners.length] ?? 'once' }))

const cases = modes.flatMap((mode) =>
  (['in', 'out'] as const).map((direction) => [`${nameOfMode(mode)} ${direction}`, mode, direction] as const)
)

describe('an error at every step', () => {
  test.each(cases)('%s', async (_name, mode, direction) => {
    const violations: string[] = []
    for (const trouble of troubles) {
      const found = await troubleEverywhere({ mode, direction, ...trouble }, oneOf(5))
      total.runs += found.runs
      violations.push(...found.violations)
    }
    total.violations += violations.length
    expect(violations).toEqual([])
  })
})
