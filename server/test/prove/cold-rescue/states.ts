/** The states in which a database can be lost: at rest, after somebody improved a copy, on a copied pool, and at any step of a move. */
import { cpSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Mode } from '#core/model/unit.ts'
import { Crash, dyingStep } from '#test/crash/campaign.ts'
import {
  calm,
  content,
  evict,
  film,
  inspectionOf,
  type Life,
  makeWorld,
  nameOfMode,
  plainBytes,
  promote,
  recordingStep,
  subtitle,
  unitOf,
  type World,
  writeAt
} from '#test/crash/world.ts'
import type { Tally } from '#test/prove/part.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { bringAllHome, differences, filesBelow, type Known, learn, loseDatabase, rescue } from './rescue.ts'

const inLife = async (world: World, act: (life: Life) => Promise<unknown>, options = {}): Promise<void> => {
  const life = await world.live(options)
  try {
    await act(life)
  } finally {
    await life.end()
  }
}

interface Start {
  readonly world: World
  readonly before: ReadonlyMap<string, Known>
}

const start = async (mode: Mode, files: readonly string[] = [film, subtitle]): Promise<Start> => {
  const world = await makeWorld(mode, files)
  return { world, before: filesBelow(world.array) }
}

const note = (tally: Tally, label: string, found: readonly string[]): void => {
  tally.points += 1
  for (const violation of found) tally.violations.push(`${label}: ${violation}`)
}

/** A unit at rest on the pool, then something happens to its copy, then the database is gone. */
const atRest = async (
  mode: Mode,
  facts: { readonly name: string; readonly meanwhile?: (world: World) => void; readonly judge?: Judge },
  tally: Tally
): Promise<void> => {
  const { world, before } = await start(mode)
  tally.cases += 1
  await inLife(world, (life) => promote(world, life))
  facts.meanwhile?.(world)
  const unclear = await rescue(world)
  const judge = facts.judge ?? differences
  note(tally, `${nameOfMode(mode)}, ${facts.name}`, [...unclear, ...judge(world, before)])
  world.remove()
}

type Judge = (world: World, before: ReadonlyMap<string, Known>) => readonly string[]

const newer = content('the film as somebody improved it', 7000)

const improve = (world: World): void => {
  writeAt(join(world.pool, 'upgrade'), newer, 1_710_000_000)
  renameSync(join(world.pool, 'upgrade'), join(world.pool, film))
}

/** The newest bytes are at home and nothing is left of ours. */
const newestIsHome: Judge = (world, before) => {
  const home = plainBytes(join(world.array, film))
  const rest = differences(world, before).filter((what) => !what.includes(film))
  return home?.equals(newer) === true ? rest : [...rest, 'the newest bytes are not at home']
}

/** As when a pool moves to another disk: same names, bytes and times, other inodes. */
const copyPool = (world: World): void => {
  renameSync(world.pool, `${world.pool}-old`)
  cpSync(`${world.pool}-old`, world.pool, { recursive: true, preserveTimestamps: true })
  rmSync(`${world.pool}-old`, { recursive: true })
}

const theirs = content('somebody put this in place of the original', 6000)

/** Somebody put another file where the original was: both stay, for a person. */
const replaceOriginal = (world: World): void => {
  rmSync(join(world.array, film), { force: true })
  writeAt(join(world.array, film), theirs, 1_711_000_000)
}

const bothStay: Judge = (world, before) => {
  const found: string[] = []
  if (plainBytes(join(world.array, film))?.equals(theirs) !== true) found.push('the new file is not where it was put')
  const copy = plainBytes(join(world.pool, film))?.toString('base64')
  if (copy !== before.get(film)?.bytes) found.push('the copy is not where it was')
  return found
}

/** Every state at rest. */
export const losesAtRest = async (mode: Mode, tally: Tally): Promise<void> => {
  await atRest(mode, { name: 'at rest' }, tally)
  await atRest(mode, { name: 'with a better copy', meanwhile: improve, judge: newestIsHome }, tally)
  if (mode.original !== 'keep') {
    await atRest(mode, { name: 'with another original', meanwhile: replaceOriginal, judge: bothStay }, tally)
  }
  await atRest(mode, { name: 'on a copied pool', meanwhile: copyPool }, tally)
  await sharedSidecar(mode, tally)
  await olderDatabase(mode, tally)
}

const [first, second, poster] = ['Shows/S/E1.mkv', 'Shows/S/E2.mkv', 'Shows/S/poster.srt']

const sharedSidecar = async (mode: Mode, tally: Tally): Promise<void> => {
  const { world, before } = await start(mode, [first, second, poster])
  tally.cases += 1
  const views = [first, second].map((video) => ({ ...world, files: [video, poster] }))
  const orders = views.map((view) => ({ layout: world.layout, unit: unitOf(view), inspection: inspectionOf(view) }))
  await inLife(world, async (life) => {
    for (const order of orders) await life.mover.promote({ ...order, because: [{ code: 'found-again' }] }, calm)
  })
  note(tally, `${nameOfMode(mode)}, a shared sidecar`, [...(await rescue(world)), ...differences(world, before)])
  world.remove()
}

/** A backup of the data folder from before the move, and one from before the return: the disks are right both times. */
const olderDatabase = async (mode: Mode, tally: Tally): Promise<void> => {
  const { world, before } = await start(mode)
  tally.cases += 1
  const data = join(world.root, 'data')
  const putBack = (name: string): void => {
    loseDatabase(world)
    cpSync(join(world.root, name), data, { recursive: true })
  }
  cpSync(data, join(world.root, 'before'), { recursive: true })
  await inLife(world, (life) => promote(world, life))
  cpSync(data, join(world.root, 'after'), { recursive: true })
  putBack('before')
  await inLife(world, async (life) => {
    const found = await learn(world, life)
    note(tally, `${nameOfMode(mode)}, an older database`, found.unclear)
    await bringAllHome(world, life, found)
    note(tally, `${nameOfMode(mode)}, an older database`, differences(world, before))
  })
  putBack('after')
  await inLife(world, async (life) => {
    await learn(world, life)
    const owned = await life.ledger.owned()
    const found = owned.length === 0 ? [] : ['the ledger has what is home']
    note(tally, `${nameOfMode(mode)}, a database from before the return`, [...found, ...differences(world, before)])
  })
  world.remove()
}

type Way = 'in' | 'out'

const act = (way: Way, world: World, life: Life): Promise<unknown> =>
  way === 'in' ? promote(world, life) : evict(world, life)

const stepsOf = async (mode: Mode, way: Way): Promise<number> => {
  const { world } = await start(mode)
  const names: string[] = []
  if (way === 'out') await inLife(world, (life) => promote(world, life))
  await inLife(world, (life) => act(way, world, life), { step: recordingStep(names) })
  world.remove()
  return names.length
}

const dies = async (run: () => Promise<unknown>): Promise<void> => {
  await run().catch((thrown: unknown) => {
    if (!(thrown instanceof Crash)) throw thrown
  })
}

/** Folders that were made right before the end, for a file that never came, are known to nobody. They are empty, and they are counted. */
const unlessEmptyFolder = ({ pool }: World, tally: Tally) => {
  const isEmpty = filesBelow(pool).size === 0
  return (what: string): boolean => {
    const folder = isEmpty && what.endsWith(' is left on the pool')
    if (folder) tally.notes.push(what)
    return !folder
  }
}

interface LostAt {
  readonly mode: Mode
  readonly way: Way
  readonly at: number
}

const loseAt = async ({ mode, way, at }: LostAt, tally: Tally): Promise<void> => {
  const { world, before } = await start(mode)
  if (way === 'out') await inLife(world, (life) => promote(world, life))
  await inLife(world, (life) => dies(() => act(way, world, life)), { step: dyingStep(at) })
  const unclear = await rescue(world)
  note(tally, `${nameOfMode(mode)} ${way}, step ${at}`, [
    ...unclear,
    ...differences(world, before).filter(unlessEmptyFolder(world, tally))
  ])
  world.remove()
}

/** The process dies at a step of a move and the database with it. */
export const losesInMove = async (
  mode: Mode,
  { way, every }: { readonly way: Way; readonly every: number },
  tally: Tally
): Promise<void> => {
  const steps = await stepsOf(mode, way)
  tally.cases += 1
  for (let at = 1; at <= steps; at += every) {
    const hangs = await faultsInTime(async () => {
      await loseAt({ mode, way, at }, tally)
      return []
    })
    tally.violations.push(...hangs.map((fault) => `${nameOfMode(mode)} ${way}, step ${at}: ${fault}`))
  }
}
