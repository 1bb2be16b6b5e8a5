/** Part 14: a year of a household of eight, or, as a slice, twelve days of it. */
import type { Part } from '#test/prove/part.ts'
import { liveAYear } from './year.ts'

const days = { quick: 12, full: 365 } as const

export const year: Part = {
  number: 14,
  name: 'a year of a household',
  lanes: [
    {
      name: 'eight people',
      run: ({ scale, random }) => liveAYear({ days: days[scale], seed: Math.floor(random() * 2 ** 31) })
    }
  ]
}
