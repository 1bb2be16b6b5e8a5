/** Part 12: planted bugs. A campaign that does not see the bug that was planted for it proves nothing. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runForTally } from '#test/prove/children.ts'
import { buildLibrary, makePage } from '#test/prove/errors/faults.ts'
import { newTally, type Part, type Proving, type Tally, withoutResult } from '#test/prove/part.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'
import { fastFolder } from '#test/prove/stage/place.ts'
import { type Mutant, mutants } from './mutants.ts'

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

const underLibrary = async (mutant: Mutant, { seed }: Proving): Promise<Tally> => {
  const folder = ownFolder(fastFolder, 'pcu-faults-')
  const remove = removedInTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  try {
    const [library, page] = [join(folder, 'faults.so'), join(folder, 'page')]
    const missing = buildLibrary(library)
    if (missing !== undefined) return { ...newTally(), skipped: [missing] }
    makePage(page)
    const args = ['--import', here('plant.ts'), here('../errors/failing-calls.ts'), page, 'full', String(seed)]
    const { where, kind = 'write', name } = mutant
    return await runForTally([...args, where, kind], {
      LD_PRELOAD: library,
      PCU_FAULTS: page,
      UV_USE_IO_URING: '0',
      PROVE_MUTANT: name
    })
  } finally {
    remove()
  }
}

/** How a bug is looked for. */
type By = 'campaign' | 'model'

const runMutant = (mutant: Mutant, by: By, proving: Proving): Promise<Tally> =>
  by === 'campaign' && mutant.campaign === 'failing calls'
    ? underLibrary(mutant, proving)
    : runForTally(['--import', here('plant.ts'), here('mutant-run.ts')], {
        PROVE_MUTANT: mutant.name,
        PROVE_MODEL: by === 'model' ? '1' : '0'
      })

const tryMutant = async (mutant: Mutant, by: By, proving: Proving): Promise<Tally> => {
  const { name, where } = mutant
  const campaign = by === 'model' ? 'pure model' : mutant.campaign
  const { cases, points, violations, skipped } = await runMutant(mutant, by, proving)
  const tally = { ...newTally(), cases, points }
  const [first] = violations
  if (skipped.length > 0) return { ...tally, skipped: skipped.map((why) => `${name}: ${why}`) }
  if (first === withoutResult) return { ...tally, violations: [`${name}: ${withoutResult}`] }
  if (first === undefined) return { ...tally, violations: [`nobody saw that ${name} (${campaign}, ${where})`] }
  return { ...tally, notes: [`"${name}" is seen by ${campaign}: ${first}`] }
}

/** Whether every bug can still be planted: the engine's text changes. */
const applies = (): Tally => {
  const textOf = (file: string): string => readFileSync(here(`../../../src/${file}`), 'utf8')
  const stale = mutants.filter(({ file, find }) => textOf(file).split(find).length !== 2)
  const violations = stale.map(({ name, file }) => `the bug "${name}" cannot be planted in ${file} any more; adapt it`)
  return { ...newTally(), violations }
}

export const planted: Part = {
  number: 12,
  name: 'planted bugs',
  lanes: [
    { name: 'can be planted', run: () => Promise.resolve(applies()) },
    ...mutants.map((mutant) => ({
      name: mutant.name,
      run: (proving: Proving) => tryMutant(mutant, 'campaign', proving)
    })),
    ...mutants
      .filter(({ inModel }) => inModel)
      .map((mutant) => ({
        name: `${mutant.name}, in memory`,
        run: (proving: Proving) => tryMutant(mutant, 'model', proving)
      }))
  ]
}
