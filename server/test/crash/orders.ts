/** Kills the process at every step of one order, and at every step of the recovery from it; each order says what must hold meanwhile and after. */
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isMoveName, nameOf } from '#core/move/names.ts'
import { dies, dyingStep } from './campaign.ts'
import { type Life, recordingStep, type World } from './world.ts'

/** One order in a world that was made for it. */
export interface Order {
  readonly prepare: () => Promise<World>
  readonly act: (world: World, life: Life) => Promise<unknown>
  /** What is wrong at any instant. */
  readonly instant: (world: World) => readonly string[]
  /** What is wrong once everything is settled. */
  readonly settled: (world: World, life: Life) => Promise<readonly string[]>
}

/** What was tried and what was wrong. */
export interface OrderTally {
  runs: number
  readonly violations: string[]
}

const leftovers = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => isMoveName(nameOf(path)) && lstatSync(join(folder, path), { throwIfNoEntry: false }) !== undefined
    )
    .map((path) => `I3: ${path} is left`)

const settle = async (world: World, order: Order): Promise<readonly string[]> => {
  const life = await world.live()
  await life.mover.settle()
  const again: string[] = []
  await life.moverWith({ step: recordingStep(again) }).settle()
  const found = [...leftovers(world.array), ...leftovers(world.pool), ...(await order.settled(world, life))]
  if (again.length > 0) found.push(`I3: a second recovery did ${again.join(', ')}`)
  if ((await life.journal.unfinished()).length > 0) found.push('I3: the journal is open')
  await life.end()
  return found
}

/** The names of all steps of an order that nobody disturbs. */
const stepsOfOrder = async (order: Order): Promise<readonly string[]> => {
  const world = await order.prepare()
  const names: string[] = []
  const life = await world.live({ step: recordingStep(names) })
  await order.act(world, life)
  await life.end()
  world.remove()
  return names
}

/** After how many steps the process dies, and after how many of the recovery. */
interface Deaths {
  readonly first: number
  readonly second: number | undefined
}

const runOnce = async (order: Order, { first, second }: Deaths, tally: OrderTally): Promise<boolean> => {
  const world = await order.prepare()
  const note = (found: readonly string[]): void => {
    const at = second === undefined ? `${first}` : `${first}/${second}`
    for (const violation of found) tally.violations.push(`${at}: ${violation}`)
  }
  try {
    const life = await world.live({ step: dyingStep(first) })
    await dies(life, () => order.act(world, life))
    note(order.instant(world))
    let diedAgain = false
    if (second !== undefined) {
      const recovering = await world.live({ step: dyingStep(second) })
      diedAgain = await dies(recovering, () => recovering.mover.settle())
      note(order.instant(world))
    }
    note(await settle(world, order))
    tally.runs += 1
    return diedAgain
  } finally {
    world.remove()
  }
}

/** Every step, and after every `nestedEvery`-th every step of the recovery. */
export const killEverywhere = async (order: Order, nestedEvery: number): Promise<OrderTally> => {
  const tally: OrderTally = { runs: 0, violations: [] }
  const steps = await stepsOfOrder(order)
  for (let first = 1; first <= steps.length; first += 1) {
    await runOnce(order, { first, second: undefined }, tally)
    if (first % nestedEvery !== 0) continue
    for (let second = 1; await runOnce(order, { first, second }, tally); second += 1);
  }
  return tally
}
