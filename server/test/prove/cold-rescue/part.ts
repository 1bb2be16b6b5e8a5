/** Cold rescue: the database is gone in every steady state and at every step of a move, and everything comes home as it was. */
import { modes, nameOfMode } from '#test/crash/world.ts'
import { type Lane, newTally, type Part } from '#test/prove/part.ts'
import { losesAtRest, losesInMove } from './states.ts'

const laneOf = (mode: (typeof modes)[number]): Lane => ({
  name: nameOfMode(mode),
  run: async ({ scale }) => {
    const tally = newTally()
    const every = scale === 'full' ? 1 : 3
    await losesAtRest(mode, tally)
    await losesInMove(mode, { way: 'in', every }, tally)
    await losesInMove(mode, { way: 'out', every }, tally)
    return tally
  }
})

export const coldRescue: Part = { number: 11, name: 'cold rescue', lanes: modes.map(laneOf) }
