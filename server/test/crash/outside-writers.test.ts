/** While a film is moved, somebody deletes one of its names at a step: nothing else is lost with it, and it stays deleted. Other deeds are part 7 of the proof. */
import { describe, expect, test } from 'vitest'
import { meddleEverywhere } from './outside-writers.ts'
import { outsiders } from './outsiders.ts'
import { oneOf } from './thoroughness.ts'
import { modes, nameOfMode } from './world.ts'

const cases = modes.flatMap((mode) =>
  (['in', 'out'] as const).map((direction) => [`${nameOfMode(mode)} ${direction}`, mode, direction] as const)
)

describe('somebody deletes one name at a step', () => {
  test.each(cases)('%s', async (_name, mode, direction) => {
    for (const outsider of outsiders.filter(({ name }) => name.startsWith('deletes the name'))) {
      expect((await meddleEverywhere({ mode, direction, outsider }, oneOf(5))).violations).toEqual([])
    }
  })
})
