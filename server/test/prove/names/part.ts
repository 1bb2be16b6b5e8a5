/** Part 8: hostile names. Whole round trips and deaths in every mode, ways out of the roots that must stay shut, and the mover list through the plugin's own line. */
import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { calm, inspectionOf, modes, plainBytes, unitOf, writeAt } from '#test/crash/world.ts'
import { crashEverywhere } from '#test/prove/crashes/in-process.ts'
import type { Part, Proving, Scale, Tally } from '#test/prove/part.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { recoveredFaults } from '#test/prove/stage/observer.ts'
import { inMemory, type Place } from '#test/prove/stage/place.ts'
import { type Case, casesOf, nameOfCase, type Scene } from '#test/prove/stage/scene.ts'
import { makeStage, promoteAll, type Stage } from '#test/prove/stage/stage.ts'
import { testFileLane } from '#test/prove/test-files.ts'

const names: readonly string[] = [
  `${'n'.repeat(251)}.mkv`,
  `${'😀'.repeat(62)}abc.mkv`,
  'two\nlines.mkv',
  '"it\'s" $(touch canary) `touch canary` ; rm -rf * ? [z] \\ %.mkv',
  'Ame\u0301lie.mkv',
  ' -rf  .mkv',
  'tab\tand\u0001bell\u0007.mkv',
  '...mkv'
]

const alone = (name: string): Scene => {
  const file = `Films/${name}`
  return { name: 'film', files: [file], units: [[file]], atOnce: false }
}

/** Two files that a folder without case, or with one way to write a letter, would take for one. */
const pairs: readonly (readonly [string, string])[] = [
  ['Films/Case.mkv', 'Films/case.mkv'],
  ['Films/Ame\u0301lie.mkv', 'Films/Am\u00e9lie.mkv']
]

const hostile: readonly Scene[] = [
  ...names.map(alone),
  ...pairs.map((files): Scene => ({ name: 'several', files, units: files.map((file) => [file]), atOnce: true }))
]

const labelOf = (of: Case): string => `${nameOfCase(of)} ${JSON.stringify(of.scene.files[0]?.slice(0, 40))}`

/** To the pool and home again; the observer looks at both ends. Beside the file lies one whose name is no text. */
const goAndReturn = async (place: Place, of: Case): Promise<readonly string[]> => {
  const stage = await makeStage(place, of)
  const beside = Buffer.concat([
    Buffer.from(`${dirname(join(stage.array, of.scene.files[0] ?? ''))}/`),
    Buffer.from([0xff, 0xfe, 0x2e])
  ])
  try {
    const life = await stage.live()
    const outcomes = await promoteAll(stage, life)
    const found = outcomes.flatMap((outcome) =>
      outcome.kind === 'done' ? [] : [`it did not go: ${JSON.stringify(outcome)}`]
    )
    writeFileSync(beside, 'no text')
    const others = (fault: string): boolean => !fault.includes('\ufffd')
    found.push(...(await recoveredFaults(stage, life, { alsoHome: true })).filter(others))
    await life.end()
    if (!existsSync(beside)) found.push('I8: the file whose name is no text is gone')
    return found
  } finally {
    stage.remove()
  }
}

const shares: Readonly<Record<Scale, { readonly trips: number; readonly deaths: number }>> = {
  quick: { trips: 0.3, deaths: 0.004 },
  full: { trips: 1, deaths: 0.25 }
}

const trips = ({ scale, random }: Proving): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const share = shares[scale]
    for (const of of hostile.flatMap(casesOf)) {
      if (of.direction === 'in' && random() < share.trips) {
        tally.cases += 1
        tally.violations.push(
          ...(await faultsInTime(() => goAndReturn(place, of))).map((fault) => `${labelOf(of)}: ${fault}`)
        )
      }
      if (scale === 'quick' && random() > 0.1) continue
      await crashEverywhere({ place, of, tries: () => random() < share.deaths, triesNested: () => false }, tally)
    }
  })

const film = 'Films/Film.mkv'

/** A world of which one name leads out of its root. */
interface Trap {
  readonly name: string
  /** Gives back the file that the order asks for. */
  set(stage: Stage, outside: string): string
}

const traps: readonly Trap[] = [
  {
    name: 'a folder of the array that is a link',
    set: (stage, outside) => {
      rmSync(join(stage.array, 'Films'), { recursive: true })
      symlinkSync(join(outside, 'Films'), join(stage.array, 'Films'))
      return film
    }
  },
  {
    name: 'a folder of the pool that is a link',
    set: (stage, outside) => {
      symlinkSync(join(outside, 'Films'), join(stage.pool, 'Films'))
      return film
    }
  },
  { name: 'a path with ..', set: () => `../outside/${film}` },
  { name: 'a path with .. in the middle', set: () => `Films/../../outside/${film}` }
]

const treeOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((path) => `${path} ${plainBytes(join(folder, path))?.byteLength}`)
    .join()

const fall = async (place: Place, of: Case, trap: Trap): Promise<readonly string[]> => {
  const stage = await makeStage(place, of)
  const outside = join(place.array, 'outside')
  writeAt(join(outside, film), stage.truths[0]?.original ?? Buffer.alloc(0), 1_700_000_000)
  const before = treeOf(outside)
  try {
    const inspection = inspectionOf(stage)
    const unit = unitOf({ ...stage, files: [trap.set(stage, outside)] })
    const files = inspection.files.map((file) => ({ ...file, path: unit.id }))
    const life = await stage.live()
    const order = { layout: stage.layout, unit, inspection: { ...inspection, unit: unit.id, files } }
    const ends = await Promise.allSettled([life.mover.promote({ ...order, because: [{ code: 'found-again' }] }, calm)])
    await life.end()
    const went = ends.some((end) => end.status === 'fulfilled' && end.value.kind === 'done')
    return [
      ...(went ? ['I8: it went through'] : []),
      ...(treeOf(outside) === before ? [] : ['I8: what lies outside was changed'])
    ]
  } finally {
    stage.remove()
    rmSync(outside, { recursive: true, force: true })
  }
}

const shut = (): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    for (const mode of modes) {
      for (const trap of traps) {
        tally.cases += 1
        const of: Case = { mode, direction: 'in', scene: alone('Film.mkv') }
        const found = await faultsInTime(() => fall(place, of, trap))
        tally.violations.push(...found.map((fault) => `${nameOfCase(of)}, ${trap.name}: ${fault}`))
      }
    }
  })

export const hostileNames: Part = {
  number: 8,
  name: 'hostile names',
  dies: true,
  lanes: [
    { name: 'there and back', run: trips },
    { name: 'ways out', run: shut },
    testFileLane('the mover list through the line of the plugin', ['server/test/mover-list/evaluation.test.ts'])
  ]
}
