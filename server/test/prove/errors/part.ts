/** Part 3: every step and every call of the system may fail, in many ways: one sentence, nothing lost, nothing left. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runForTally } from '#test/prove/children.ts'
import { stepsOf } from '#test/prove/crashes/in-process.ts'
import { type Lane, newTally, type Part, type Proving, type Scale, type Tally } from '#test/prove/part.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'
import { fastFolder, inMemory } from '#test/prove/stage/place.ts'
import type { Case, Scene } from '#test/prove/stage/scene.ts'
import { errnos, failEverywhere, manners } from './at-steps.ts'
import { buildLibrary, makePage } from './faults.ts'
import { someCases } from './some-cases.ts'

const shares: Readonly<Record<Scale, Readonly<Record<Scene['name'], number>>>> = {
  quick: { film: 0.02, unit: 0.004, shared: 0.003, several: 0.002 },
  full: { film: 1, unit: 0.06, shared: 0.04, several: 0.03 }
}

const ways = errnos.flatMap((code) => manners.map((manner) => ({ code, manner })))

const failSteps = ({ scale, random }: Proving): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const shareOf = (of: Case): number => shares[scale][of.scene.name]
    for (const of of someCases(shareOf, random)) {
      const steps = await stepsOf(place, of)
      const tries = (): boolean => random() < shareOf(of)
      for (const way of ways) await failEverywhere({ place, of, steps, ...way, tries }, tally)
    }
  })

/** Runs the program under the library and reads what it counted. */
const underLibrary = (folder: string, library: string, { scale, seed }: Proving): Promise<Tally> => {
  const page = join(folder, 'page')
  makePage(page)
  const program = fileURLToPath(new URL('./failing-calls.ts', import.meta.url))
  // libuv could hand calls to io_uring, which no library sees.
  const environment = { LD_PRELOAD: library, PCU_FAULTS: page, UV_USE_IO_URING: '0' }
  return runForTally([program, page, scale, String(seed)], environment)
}

const failCalls = async (proving: Proving): Promise<Tally> => {
  const folder = ownFolder(fastFolder, 'pcu-faults-')
  const remove = removedInTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  try {
    const library = join(folder, 'faults.so')
    const missing = buildLibrary(library)
    if (missing !== undefined) return { ...newTally(), skipped: [missing] }
    return await underLibrary(folder, library, proving)
  } finally {
    remove()
  }
}

const lanes: readonly Lane[] = [
  { name: 'at steps', run: failSteps },
  { name: 'of calls', run: failCalls }
]

export const errors: Part = { number: 3, name: 'errors of the system', lanes }
