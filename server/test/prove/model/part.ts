/** Part 1: random lives in memory against a reference that knows only what others did; the counter-example is shrunk. */
import fc from 'fast-check'
import { newTally, type Part, type Proving, type Scale, type Tally } from '#test/prove/part.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { faultsOf, sequences } from './run.ts'

const times: Readonly<Record<Scale, number>> = { quick: 250, full: 4000 }

/** So many sequences, or fewer when one is wrong. */
export const checkModel = async (numRuns: number, seed: number): Promise<Tally> => {
  const tally = newTally()
  let shrinking = false
  const property = fc.asyncProperty(sequences, async (sequence) => {
    const found = await faultsInTime(() => faultsOf(sequence, shrinking ? newTally() : tally))
    if (found.length === 0) return
    shrinking = true
    throw new Error(found.join('; '))
  })
  const { failed, counterexample, errorInstance, numShrinks } = await fc.check(property, { numRuns, seed })
  if (!failed) return { ...tally, notes: [`${numRuns} sequences, fast-check seed ${seed}`] }
  const why = errorInstance instanceof Error ? errorInstance.message : 'unknown'
  const said = `seed ${seed}, shrunk ${numShrinks} times: ${why}: ${JSON.stringify(counterexample)}`
  return { ...tally, violations: [said] }
}

const lane = ({ scale, random }: Proving): Promise<Tally> => checkModel(times[scale], Math.floor(random() * 2 ** 31))

export const model: Part = {
  number: 1,
  name: 'pure model',
  lanes: ['first', 'second'].map((name) => ({ name: `${name} half`, run: lane }))
}
