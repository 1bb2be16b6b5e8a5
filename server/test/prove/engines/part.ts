/**
 * Part 13: two engines at once. On one data folder the second is refused, and on two data folders with one pool as well; where the second is let in all the same,
 * as on a file system without locks, neither may harm what the other did.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#adapters/clock.ts'
import { isMoveName, nameOf } from '#core/move/names.ts'
import { Failure } from '#src/failure.ts'
import { createMemory } from '#store/memory.ts'
import { openStore } from '#store/open.ts'
import { createPoolOwner, type PoolOwner } from '#store/pool-owner.ts'
import { databaseTemplate, type Life, liveAt } from '#test/crash/world.ts'
import type { Part, Proving, Tally } from '#test/prove/part.ts'
import { createDeath } from '#test/prove/stage/death.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { homeFaults, instantFaults } from '#test/prove/stage/observer.ts'
import { inMemory, type Place } from '#test/prove/stage/place.ts'
import { type Case, casesOf, nameOfCase, scenes } from '#test/prove/stage/scene.ts'
import { evictAll, makeStage, promoteAll, type Stage } from '#test/prove/stage/stage.ts'

const oneDataFolder = (): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const [of] = scenes.flatMap(casesOf)
    if (of === undefined) throw new Error('there is no case')
    const stage = await makeStage(place, of)
    const life = await stage.live()
    tally.cases += 1
    try {
      const second = await openStore({ path: join(stage.data(), 'plexcache.db') })
      await second.close()
      tally.violations.push('a second engine opened the data folder of the first')
    } catch (thrown) {
      const refused = thrown instanceof Failure && thrown.code === 'store.busy'
      if (!refused) tally.violations.push('the second engine was not told that the data folder is in use')
    } finally {
      await life.end()
      stage.remove()
    }
  })

/** A life of another installation: its own data folder, the same array and the same pool. */
const otherLife = async (stage: Stage, options: Parameters<typeof liveAt>[1]): Promise<Life> => {
  const data = join(stage.root, 'other-data')
  mkdirSync(data)
  writeFileSync(join(data, 'plexcache.db'), await databaseTemplate())
  return await liveAt(data, options)
}

/** The second data folder is refused while the first lives, is let in after its death, and then the first one is refused. */
const onePool = (): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const [of] = scenes.flatMap(casesOf)
    if (of === undefined) throw new Error('there is no case')
    const stage = await makeStage(place, of)
    const lives = [await stage.live(), await otherLife(stage, {})]
    const owners = lives.map((life) => createPoolOwner(createMemory(life.store.db), systemClock.now))
    const [first, second] = owners
    const insist = async (what: string, owner: PoolOwner | undefined, refused: boolean): Promise<void> => {
      tally.cases += 1
      const reason = await owner?.claim(stage.pool)
      if ((reason !== undefined) !== refused) tally.violations.push(`${what}: ${JSON.stringify(reason)}`)
    }
    try {
      await insist('the first engine was refused its own pool', first, false)
      await insist('a second engine was let onto a pool whose engine lives', second, true)
      first?.close()
      await insist('a new engine was refused a pool whose engine is dead', second, false)
      await insist('the first engine was let onto a pool whose new engine lives', first, true)
      second?.close()
      await insist('the first engine was let onto a pool that was taken over', first, true)
    } finally {
      for (const owner of owners) owner.close()
      for (const life of lives) await life.end()
      stage.remove()
    }
  })

/** I1 and I2 alone: what a register knows is the matter of its own installation. */
const hurt = (stage: Stage): readonly string[] => instantFaults(stage).filter((fault) => /^I[12]:/u.test(fault))

/** Once both have brought home what they think is theirs, everything lies there as at the start, and nothing temporary anywhere. */
const notHome = (stage: Stage): readonly string[] => {
  const below = (root: string): readonly string[] => readdirSync(root, { recursive: true, encoding: 'utf8' })
  const left = [...below(stage.array), ...below(stage.pool)].filter((path) => isMoveName(nameOf(path)))
  return [...left.map((path) => `I3: ${path} is left`), ...stage.truths.flatMap((truth) => homeFaults(stage, truth))]
}

interface Duel {
  readonly place: Place
  readonly of: Case
  readonly random: () => number
}

/** Both promote at once, one may die in the middle; both recover; both bring home what they think is theirs. */
const fight = async ({ place, of, random }: Duel): Promise<readonly string[]> => {
  const stage = await makeStage(place, of)
  try {
    const deaths = [0, 1].map(() => createDeath(random() < 0.5 ? 1 + Math.floor(random() * 25) : 0))
    const [one, two] = deaths
    if (one === undefined || two === undefined) throw new Error('a duel takes two')
    const first = await stage.live({ step: one.step })
    const second = await otherLife(stage, { step: two.step })
    await Promise.all([one.watch(() => promoteAll(stage, first)), two.watch(() => promoteAll(stage, second))])
    const found = [...hurt(stage)]
    const movers = [first, second].map((life) => ({ ...life, mover: life.moverWith({}) }))
    await Promise.all(movers.map((life) => life.mover.settle()))
    found.push(...hurt(stage))
    for (const life of movers) await evictAll(stage, life)
    found.push(...hurt(stage), ...notHome(stage))
    for (const death of deaths) await death.bury()
    await first.end()
    await second.end()
    return found
  } finally {
    stage.remove()
  }
}

const twoDataFolders = ({ scale, random }: Proving): Promise<Tally> =>
  inPlace(inMemory, async (place, tally) => {
    const times = scale === 'full' ? 40 : 1
    const cases = scenes.flatMap(casesOf).filter(({ direction }) => direction === 'in')
    for (const of of Array.from({ length: times }, () => cases).flat()) {
      tally.cases += 1
      const faults = new Set(await faultsInTime(() => fight({ place, of, random })))
      tally.violations.push(...[...faults].map((fault) => `${nameOfCase(of)}, two engines on one pool: ${fault}`))
    }
  })

export const engines: Part = {
  number: 13,
  name: 'two engines',
  lanes: [
    { name: 'one data folder', run: oneDataFolder },
    { name: 'one pool, two data folders', run: onePool },
    { name: 'two data folders', run: twoDataFolders }
  ]
}
