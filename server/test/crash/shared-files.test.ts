/** Files that several units share, such as the poster of a season: they come with the first unit, stay while one is left, and go home with the last, wherever the process dies. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Inspection, Mode } from '#core/model/unit.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { Crash, dyingStep } from './campaign.ts'
import { linkBackup, linkRemove, unionKeep, unionRemove } from './modes.ts'
import { registerViolations } from './observer.ts'
import { oneOf, thorough } from './thoroughness.ts'
import {
  calm,
  evict,
  inspectionOf,
  type Life,
  makeWorld,
  originalContent,
  ownedUnit,
  plainBytes,
  recordingStep,
  seenByPlex,
  unitOf,
  type World
} from './world.ts'

const poster = 'Show/Season 01/poster.srt'
const episodes = [1, 2, 3].map((n) => `Show/Season 01/E0${n}.mkv`)
const all = [...episodes, poster]

/** The world as one episode sees it: its own file, and the poster of all. */
const seenBy = (world: World, episode: number): World => ({ ...world, files: [episodes[episode] ?? '', poster] })

let world: World
/** As the first look found them, when everything was at home. */
let looks: readonly Inspection[] = []
afterEach(() => world.remove())

const makeShow = async (mode: Mode): Promise<void> => {
  world = await makeWorld(mode, all)
  looks = [0, 1, 2].map((n) => inspectionOf(seenBy(world, n)))
}

const promote = async (n: number, life: Life): Promise<MoveOutcome> => {
  const inspection = looks[n]
  if (inspection === undefined) throw new Error(`there is no episode ${n}`)
  const unit = unitOf(seenBy(world, n))
  return await life.mover.promote(
    { layout: world.layout, unit, inspection, because: [{ code: 'playing', person: 'owner' }] },
    calm
  )
}

const ownedNow = async (life: Life): Promise<readonly number[]> => {
  const owned = (await life.ledger.owned()).map(({ id }) => id)
  return [0, 1, 2].filter((n) => owned.includes(unitOf(seenBy(world, n)).id))
}

const said = (facts: readonly (readonly [boolean, string])[]): readonly string[] =>
  facts.flatMap(([wrong, sentence]) => (wrong ? [sentence] : []))

const unitViolations = async (life: Life, n: number): Promise<readonly string[]> => {
  const { state, files } = await ownedUnit(seenBy(world, n), life)
  return said([[state !== 'complete' || files.length !== 2, `unit ${n} is ${state} with ${files.length} files`]])
}

/** What is wrong for this set of units on the pool. */
const violations = async (life: Life, expected: readonly number[]): Promise<readonly string[]> => {
  const there = await ownedNow(life)
  const units = await Promise.all(there.map((n) => unitViolations(life, n)))
  return [
    ...said([
      [there.join() !== expected.join(), `on the pool are ${there.join()}, not ${expected.join()}`],
      [existsSync(join(world.pool, poster)) !== there.length > 0, 'the poster is not where the units are']
    ]),
    ...all.flatMap((file) => said([[seenByPlex(world, file) === undefined, `${file} is not seen`]])),
    ...units.flat(),
    ...(await registerViolations(world, life))
  ]
}

const act = async (life: Life, [kind, n]: readonly ['in' | 'out', number]): Promise<void> => {
  if (kind === 'in') await promote(n, life)
  else if ((await ownedNow(life)).includes(n)) await evict(seenBy(world, n), life)
}

type Deed = readonly ['in' | 'out', number]

const someMode = fc.constantFrom<Mode>(unionKeep, unionRemove, linkBackup, linkRemove)
const someDeeds = fc.array(fc.tuple(fc.constantFrom<'in' | 'out'>('in', 'out'), fc.nat({ max: 2 })), {
  minLength: 1,
  maxLength: 9
})

/** Does one after the other, looking each time; tells which units are on the pool then. */
const live = async (life: Life, deeds: readonly Deed[]): Promise<ReadonlySet<number>> => {
  const expected = new Set<number>()
  for (const [kind, n] of deeds) {
    await act(life, [kind, n])
    if (kind === 'in') expected.add(n)
    else expected.delete(n)
    expect(await violations(life, [...expected].toSorted())).toEqual([])
  }
  return expected
}

test('laws: whatever comes and goes in whatever order, the poster is there as long as one of them is', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now())
  await fc.assert(
    fc.asyncProperty(someMode, someDeeds, async (mode, deeds) => {
      await makeShow(mode)
      const life = await world.live()
      try {
        for (const n of await live(life, deeds)) await evict(seenBy(world, n), life)
        expect(readdirSync(world.pool)).toEqual([])
        for (const file of episodes) expect(plainBytes(join(world.array, file))).toEqual(originalContent)
      } finally {
        await life.end()
        world.remove()
      }
    }),
    { seed, numRuns: thorough ? 60 : 8 }
  )
})

test('what is asked for again copies nothing again', async () => {
  await makeShow(linkBackup)
  const names: string[] = []
  const life = await world.live({ step: recordingStep(names) })
  await promote(0, life)
  for (let run = 0; run < 3; run += 1) {
    names.length = 0
    expect(await promote(0, life)).toEqual({ kind: 'done', bytes: 0 })
    expect(names).toEqual(['commit.plan'])
  }
  await life.end()
})

describe('a death at every step', () => {
  const prepare = async (mode: Mode, there: readonly number[]): Promise<void> => {
    await makeShow(mode)
    const life = await world.live()
    for (const n of there) await promote(n, life)
    await life.end()
  }

  const stepsOf = async (mode: Mode, there: readonly number[], one: Deed) => {
    await prepare(mode, there)
    const names: string[] = []
    const life = await world.live({ step: recordingStep(names) })
    await act(life, one)
    await life.end()
    world.remove()
    return names.length
  }

  const dieAt = async (at: number, one: Deed): Promise<void> => {
    const life = await world.live({ step: dyingStep(at) })
    await act(life, one).catch((thrown: unknown) => {
      if (!(thrown instanceof Crash)) throw thrown
    })
    await life.end()
  }

  /** Settles, and does it once more where only a part of the unit had gone, as the next run does. */
  const recover = async (one: Deed, endings: readonly (readonly number[])[]): Promise<readonly string[]> => {
    const life = await world.live()
    await life.mover.settle()
    if ((await life.ledger.owned()).some(({ state }) => state === 'partial')) await act(life, one)
    const left = await ownedNow(life)
    const found = [
      ...said([[!endings.some((ending) => ending.join() === left.join()), `left are ${left.join()}`]]),
      ...(await violations(life, left))
    ]
    for (const n of left) await evict(seenBy(world, n), life)
    await life.end()
    return [...found, ...said([[readdirSync(world.pool).length > 0, 'something is left on the pool']])]
  }

  test.each([
    ['the second unit comes', [0], ['in', 1], [[0], [0, 1]]],
    ['the first of two leaves', [0, 1], ['out', 0], [[1], [0, 1]]],
    ['the last one leaves', [2], ['out', 2], [[], [2]]]
  ] as const)('%s', async (...[, there, one, endings]) => {
    const found: string[] = []
    for (const mode of thorough ? [linkBackup, unionRemove] : [linkBackup]) {
      const steps = await stepsOf(mode, there, one)
      for (let at = 1; at <= steps; at += oneOf(8)) {
        await prepare(mode, there)
        await dieAt(at, one)
        found.push(...(await recover(one, endings)).map((violation) => `${violation} at ${at}`))
        world.remove()
      }
    }
    expect(found).toEqual([])
  })
})
