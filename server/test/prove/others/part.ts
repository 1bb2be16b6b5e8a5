/** Part 7: other programs at every step and at any moment. What they wrote last survives, what they deleted stays deleted. */
import { stepsOf } from '#test/prove/crashes/in-process.ts'
import type { Part, Proving, Scale, Tally } from '#test/prove/part.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { inMemory } from '#test/prove/stage/place.ts'
import { casesOf, scenes } from '#test/prove/stage/scene.ts'
import { hasRsync } from './deeds.ts'
import { fuzz, meddleEverywhere } from './meddling.ts'

const shares: Readonly<Record<Scale, { readonly film: number; readonly fuzzed: number }>> = {
  quick: { film: 0.02, fuzzed: 60 },
  full: { film: 1, fuzzed: 4000 }
}

const noRsync = 'the rsync of Mover Tuning: left out, rsync is not installed'

const atSteps = ({ scale, random }: Proving): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    if (!hasRsync) tally.skipped.push(noRsync)
    const tries = (): boolean => random() < shares[scale].film
    for (const of of scenes.slice(0, 1).flatMap(casesOf)) {
      await meddleEverywhere({ place, of, steps: await stepsOf(place, of), tries }, tally)
    }
  })

const atAnyMoment = ({ scale, random }: Proving): Promise<Tally> =>
  inPlace(inMemory, (place, tally) =>
    fuzz({ times: shares[scale].fuzzed, cases: scenes.flatMap(casesOf), place, random }, tally)
  )

export const others: Part = {
  number: 7,
  name: 'other programs',
  lanes: [
    { name: 'before every step', run: atSteps },
    { name: 'at any moment', run: atAnyMoment }
  ]
}
