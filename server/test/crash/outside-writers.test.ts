/** While a film is moved, others replace, overwrite, append to and delete it at every step: what they wrote survives, what they deleted stays deleted. */
import { writeSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { meddleEverywhere } from './outside-writers.ts'
import { outsiders } from './outsiders.ts'
import { oneOf } from './thoroughness.ts'
import { modes, nameOfMode } from './world.ts'

const total = { runs: 0, violations: 0 }
afterAll(() => {
  writeSync(1, `outside writers: ${total.runs} runs, ${total.violations} violations\n`)
})

const cases = modes.flatMap((mode) =>
  (['in', 'out'] as const).map((direction) => [`${nameOfMode(mode)} ${direction}`, mode, direction] as const)
)

describe('somebody else at every step', () => {
  test.each(cases)('%s', async (_name, mode, direction) => {
    const violations: string[] = []
    for (const outsider of outsiders) {
      const found = await meddleEverywhere({ mode, direction, outsider }, oneOf(5))
      total.runs += found.runs
      violations.push(...found.violations)
    }
    total.violations += violations.length
    expect(violations).toEqual([])
  })
})
