/** One sequence of commands: the real mover does them in the household, and everything that is wrong is written down. */
import fc from 'fast-check'
import type { Mode } from '#core/model/unit.ts'
import type { Step } from '#ports/file-system.ts'
import type { EvictOrder, Mover } from '#ports/mover.ts'
import { calm, modes, recordingStep } from '#test/crash/world.ts'
import type { Tally } from '#test/prove/part.ts'
import { createDeath } from '#test/prove/stage/death.ts'
import { traced, waitsFor } from '#test/prove/stage/in-time.ts'
import { type Deed, deedNames, doDeed } from './deeds.ts'
import { emptyFolders, settledFaults } from './truth.ts'
import { files, type ModelWorld, openWorld, unitFiles } from './world.ts'

/** One command. `diesAt`: the step that is not done any more; 0: it lives. */
export type Command =
  | { readonly do: 'cache' | 'return' | 'mend'; readonly unit: number; readonly diesAt: number }
  | { readonly do: 'recover'; readonly diesAt: number }
  | ({ readonly do: 'deed' } & Deed)
  | { readonly do: 'mount' | 'unmount' | 'fill' | 'free'; readonly side: 'array' | 'pool' }

const units = fc.nat(unitFiles.length - 1)
const sides = fc.constantFrom('array' as const, 'pool' as const)
const deaths = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 34 }) }
)
const recoveryDeaths = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 9 }) }
)

const commands: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('cache' as const), unit: units, diesAt: deaths }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('return' as const), unit: units, diesAt: deaths }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mend' as const), unit: units, diesAt: deaths }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('recover' as const), diesAt: recoveryDeaths }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('deed' as const),
      kind: fc.constantFrom(...deedNames),
      side: sides,
      file: fc.nat(files.length - 1)
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('mount' as const, 'mount' as const, 'unmount' as const, 'fill' as const, 'free' as const),
      side: sides
    })
  }
)

/** A mode and what happens in it. */
export interface Sequence {
  readonly mode: Mode
  readonly commands: readonly Command[]
}

/** Every mode; half of the sequences know only the engine and its deaths, so that what nobody touched is judged strictly. */
export const sequences: fc.Arbitrary<Sequence> = fc.record({
  mode: fc.constantFrom(...modes),
  commands: fc.oneof(
    fc.array(commands, { minLength: 1, maxLength: 14 }),
    fc.array(
      commands.filter((command) => ['cache', 'return', 'recover'].includes(command.do)),
      { minLength: 1, maxLength: 10 }
    )
  )
})

/** What a sequence counts, and the present life of the engine. */
interface Running {
  readonly world: ModelWorld
  readonly tally: Tally
  /** A dead engine settles before it does anything else; so does one whose disk was away when it settled last. */
  dead: boolean
}

const note = ({ world }: Running, found: readonly string[]): void => {
  for (const fault of found) world.faults.add(fault)
}

/** Lives until its end or its death; true when it died. */
const live = async ({ world }: Running, diesAt: number, act: (mover: Mover) => Promise<unknown>): Promise<boolean> => {
  const death = createDeath(diesAt)
  const mover = world.moverWith(traced(death.step))
  const died = await death.watch(() => act(mover))
  if (died) await death.bury()
  const open = (await world.life.journal.unfinished()).flatMap(({ files }) => files)
  world.dueToGo = new Set(
    open.filter(({ direction, stage }) => direction === 'in' && stage === 'switching').map(({ path }) => path)
  )
  return died
}

const settleQuietly: Step = (_name, act) => act()

const ownedFiles = async ({ life, layout }: ModelWorld): Promise<ReadonlySet<string>> => {
  const prefix = layout.shareRoot.length + 1
  return new Set(
    (await life.ledger.owned()).flatMap((unit) => unit.files.map(({ sharePath }) => sharePath.slice(prefix)))
  )
}

/** With both disks there nothing may be left to do, whoever did what before. */
const lookSettled = async (running: Running): Promise<void> => {
  const { world } = running
  if (!world.array.online || !world.pool.online) return
  const again: string[] = []
  await world.moverWith(recordingStep(again)).settle()
  if (again.length > 0) note(running, [`I3: a second recovery did ${again.join(', ')}`])
  const open = (await world.life.journal.unfinished()).length
  if (open > 0) note(running, [`I3: ${open} moves are open`])
  const owned = await ownedFiles(world)
  note(running, settledFaults(world, owned))
  if (!world.calm) return
  note(running, emptyFolders(world, owned))
  // On the way home every file is whole by itself; on the way to the pool a unit arrives as one.
  const isOdd = (id: string, state: string): boolean =>
    state === 'orphan' || (state === 'partial' && !world.left.has(id))
  const odd = (await world.life.ledger.owned()).filter(({ id, state }) => isOdd(id, state))
  note(
    running,
    odd.map(({ id, state }) => `I3: ${id} is ${state}, and nobody else did anything`)
  )
}

const mustSettle = ({ world }: Running, died: boolean): boolean =>
  died || world.disk.sides.some(({ online }) => !online)

/** Settles; true when it died on the way. */
const recover = async (running: Running, diesAt: number): Promise<boolean> => {
  waitsFor('the recovery')
  const wasDead = running.dead
  const died = await live(running, diesAt, (mover) => mover.settle())
  running.dead = mustSettle(running, died)
  if (died && wasDead) running.tally.nested += 1
  else if (died) running.tally.points += 1
  if (!died) await lookSettled(running)
  return died
}

/** The run brings no orphan home. In the other modes the mover sees by itself what was deleted, and is asked all the same; here the disk cannot tell. */
const waitsForAPerson = ({ mode }: ModelWorld, { unit }: EvictOrder): boolean =>
  mode.presentation === 'bare' && mode.original === 'remove' && unit.state === 'orphan'

const orders = {
  cache: async (world: ModelWorld, unit: number, mover: Mover): Promise<unknown> => {
    // The run lets nothing go to a root that was not identified right before.
    if (!world.array.online || !world.pool.online) return undefined
    const order = world.promotionOf(unit)
    return order === undefined ? undefined : await mover.promote(order, calm)
  },
  return: async (world: ModelWorld, unit: number, mover: Mover): Promise<unknown> => {
    const order = await world.evictionOf(unit)
    if (order === undefined || waitsForAPerson(world, order)) return undefined
    world.left.add(order.unit.id)
    return await mover.evict(order, calm)
  },
  mend: async (world: ModelWorld, unit: number, mover: Mover): Promise<unknown> => {
    const order = await world.evictionOf(unit)
    if (order === undefined || world.mode.original !== 'keep' || world.mode.presentation !== 'union') return undefined
    return await mover.mend({ ...order, files: order.unit.files.map(({ sharePath }) => sharePath) }, calm)
  }
}

const move = async (
  running: Running,
  kind: keyof typeof orders,
  { unit, diesAt }: { unit: number; diesAt: number }
): Promise<void> => {
  if (running.dead) await recover(running, 0)
  waitsFor(`${kind} of unit ${unit}`)
  const died = await live(running, diesAt, (mover) => orders[kind](running.world, unit, mover))
  running.tally.cases += 1
  if (died) running.tally.points += 1
  running.dead = mustSettle(running, died)
  if (!died) await lookSettled(running)
}

const setRoom = ({ disk, floorOf }: ModelWorld, side: ModelWorld['array'], leavesBytes: number): void => {
  side.ballastBytes = 0
  side.ballastBytes = Math.max(0, disk.freeBytes(side) - floorOf(side) - leavesBytes)
}

const mounts = (world: ModelWorld, kind: 'mount' | 'unmount' | 'fill' | 'free', side: ModelWorld['array']): void => {
  world.calm = false
  if (kind === 'mount' || kind === 'unmount') side.online = kind === 'mount'
  else if (kind === 'fill') setRoom(world, side, 50 * 1024 * 1024)
  else side.ballastBytes = 0
}

const follow = async (running: Running, command: Command): Promise<void> => {
  if (command.do === 'recover') await recover(running, command.diesAt)
  else if (command.do === 'deed') doDeed(running.world, command)
  else if ('unit' in command) await move(running, command.do, command)
  else mounts(running.world, command.do, running.world[command.side])
}

/** Disks are back and have room, and everything comes home. */
const endWell = async (running: Running): Promise<void> => {
  const { world } = running
  for (const side of world.disk.sides) {
    side.online = true
    side.ballastBytes = 0
  }
  await recover(running, 0)
  for (const unit of unitFiles.keys()) await orders.return(world, unit, world.moverWith(settleQuietly))
  await lookSettled(running)
  const owned = await ownedFiles(world)
  const stuck = world.truths.filter(({ path, touched }) => !touched && owned.has(path))
  note(
    running,
    stuck.filter(({ path }) => !sharesWithTouched(world, path)).map(({ path }) => `I3: ${path} did not come home`)
  )
}

/** A unit of which somebody touched another file may wait for a person as a whole. */
const sharesWithTouched = ({ truths }: ModelWorld, path: string): boolean =>
  unitFiles
    .filter((members) => members.includes(path))
    .some((members) => truths.some((truth) => truth.touched && members.includes(truth.path)))

/** Runs one sequence and says what is wrong. Stops at the first command after which something is. */
export const faultsOf = async ({ mode, commands: all }: Sequence, tally: Tally): Promise<readonly string[]> => {
  const world = await openWorld(mode)
  const running = { world, tally, dead: false }
  try {
    for (const command of all) {
      await follow(running, command)
      if (world.faults.size > 0) return [...world.faults]
    }
    await endWell(running)
    return [...world.faults]
  } catch (thrown) {
    return [...world.faults, `it broke: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'unknown'}`]
  } finally {
    await world.remove()
  }
}
