/** A process with a planted bug: runs the campaign that must see it until it does, and says what it counted. */
import { crashEverywhere, stepsOf } from '#test/prove/crashes/in-process.ts'
import { checkModel } from '#test/prove/model/part.ts'
import { meddleEverywhere } from '#test/prove/others/meddling.ts'
import { newTally, type Tally } from '#test/prove/part.ts'
import { cutEverywhere } from '#test/prove/power/cuts.ts'
import { tryRig } from '#test/prove/power/rig.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { inMemory } from '#test/prove/stage/place.ts'
import { type Case, casesOf, nameOfCase, scenes } from '#test/prove/stage/scene.ts'
import { type Mutant, mutants } from './mutants.ts'

const die = (of: Case): Promise<Tally> =>
  inPlace(inMemory, (place, tally) => {
    const unseen = (): boolean => tally.violations.length === 0
    return crashEverywhere({ place, of, tries: unseen, triesNested: () => false }, tally)
  })

const meddle = (of: Case): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const unseen = (): boolean => tally.violations.length === 0
    await meddleEverywhere({ place, of, steps: await stepsOf(place, of), tries: unseen }, tally)
  })

const cut = async (of: Case): Promise<Tally> => {
  const tally = newTally()
  const rig = tryRig({ array: 'xfs', pool: 'ext4', data: 'ext4' })
  if (typeof rig === 'string') return { ...tally, skipped: [rig] }
  try {
    const unseen = (): boolean => tally.violations.length === 0
    await cutEverywhere({ rig, of, steps: await stepsOf(rig, of), tries: unseen, triesNested: () => false }, tally)
  } finally {
    rig.remove()
  }
  return tally
}

const campaigns: Readonly<Record<Exclude<Mutant['campaign'], 'failing calls'>, (of: Case) => Promise<Tally>>> = {
  deaths: die,
  'other programs': meddle,
  'power cuts': cut
}

/** Sequences in memory; a bug that needs more of them than that is not seen. */
const live = (): Promise<Tally> => checkModel(600, 7)

/** A bug may also end the campaign with an error of its own; it is seen then as well. */
const run = async (): Promise<Tally> => {
  const mutant = mutants.find(({ name }) => name === process.env['PROVE_MUTANT'])
  const of = scenes.flatMap(casesOf).find((one) => nameOfCase(one) === mutant?.where)
  if (process.env['PROVE_MODEL'] === '1') return await live()
  if (mutant === undefined || of === undefined || mutant.campaign === 'failing calls') throw new Error('no such case')
  try {
    return await campaigns[mutant.campaign](of)
  } catch (thrown) {
    return { ...newTally(), violations: [`it broke: ${thrown instanceof Error ? thrown.message : 'unknown'}`] }
  }
}

process.stdout.write(`${JSON.stringify(await run())}\n`)
process.exit()
