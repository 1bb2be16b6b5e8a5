/** The crash campaign: the process dies at every step, then at every step of every recovery, and the observer looks each time. */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Mode } from '#core/model/unit.ts'
import type { Step } from '#ports/file-system.ts'
import { factsAt, instantViolations, type Story, settledViolations } from './observer.ts'
import {
  content,
  evict,
  film,
  type Life,
  type LifeOptions,
  makeWorld,
  nameOfMode,
  originalContent,
  promote,
  recordingStep,
  type World,
  writeAt
} from './world.ts'

/** replaced: the way home after somebody put a newer file in place of the copy. */
export type Direction = 'in' | 'out' | 'replaced'

/** The end of the process: nothing catches it, nothing is tidied. */
export class Crash extends Error {}

/** Dies instead of doing the act of this number, counted from 1. */
export const dyingStep = (at: number): Step => {
  let count = 0
  return (_name, act) => {
    count += 1
    return count === at ? Promise.reject(new Crash(`at step ${at}`)) : act()
  }
}

/** The handle of a file that was opened in an act whose end nobody hears of. */
export const closeHandle = async (result: unknown): Promise<void> => {
  if (typeof result !== 'object' || result === null || !('close' in result)) return
  if (typeof result.close === 'function') await result.close()
}

/** What a campaign counted. */
export interface Tally {
  runs: number
  crashPoints: number
  nestedCrashPoints: number
  readonly violations: string[]
}

export const newTally = (): Tally => ({ runs: 0, crashPoints: 0, nestedCrashPoints: 0, violations: [] })

/** What a campaign runs. `overrides` plants a bug. */
export interface Campaign {
  readonly mode: Mode
  readonly direction: Direction
  /** Every how many first crashes the recovery dies too; 0: never. */
  readonly nestedEvery: number
  readonly overrides?: (options: LifeOptions) => LifeOptions
}

const newer = content('the film as somebody improved it', 7000)

/** Ends a life as a crash does; the database only loses what was not committed. */
export const dies = async (life: Life, act: () => Promise<unknown>): Promise<boolean> => {
  try {
    await act()
    return false
  } catch (thrown) {
    if (thrown instanceof Crash) return true
    throw thrown
  } finally {
    await life.end()
  }
}

/** The world of a campaign before its move, with what the observer must know. */
export const prepare = async (campaign: Campaign): Promise<{ world: World; story: Story }> => {
  const world = await makeWorld(campaign.mode)
  const before = factsAt(join(world.array, film))
  if (campaign.direction === 'in') return { world, story: { whole: [originalContent], before } }
  const life = await world.live()
  await promote(world, life)
  await life.end()
  if (campaign.direction === 'out') return { world, story: { whole: [originalContent], before } }
  const beside = join(world.pool, 'upgrade')
  writeAt(beside, newer, 1_710_000_000)
  renameSync(beside, join(world.pool, film))
  const kept = campaign.mode.presentation === 'bare' && campaign.mode.original === 'keep'
  return { world, story: { whole: kept ? [originalContent, newer] : [newer, newer], before } }
}

const act = (campaign: Campaign, world: World, life: Life): Promise<unknown> =>
  campaign.direction === 'in' ? promote(world, life) : evict(world, life)

/** Step names of a whole run, so that every one of them can be the last. */
export const stepsOf = async (campaign: Campaign): Promise<readonly string[]> => {
  const { world } = await prepare(campaign)
  const names: string[] = []
  const life = await world.live({ step: recordingStep(names) })
  await act(campaign, world, life)
  await life.end()
  world.remove()
  return names
}

/** Settles, looks, settles again (which must do nothing), and once per first crash brings everything home: nothing may be lost on the way. */
export const settleToEnd = async (world: World, story: Story, alsoHome: boolean): Promise<readonly string[]> => {
  const life = await world.live()
  await life.mover.settle()
  const found = [...(await settledViolations(world, life, story))]
  const again: string[] = []
  await life.moverWith({ step: recordingStep(again) }).settle()
  if (again.length > 0) found.push(`I3: a second recovery did ${again.join(', ')}`)
  const [unit] = await life.ledger.owned()
  if (alsoHome && unit !== undefined) {
    await evict(world, life)
    found.push(...(await settledViolations(world, life, story)))
  }
  await life.end()
  return found
}

/** One world, one crash, perhaps one more in the recovery. Says whether the second crash still found a step to die at. */
const runOnce = async (
  campaign: Campaign,
  at: { first: number; second: number | undefined },
  tally: Tally
): Promise<boolean> => {
  const { world, story } = await prepare(campaign)
  const label = `${nameOfMode(campaign.mode)} ${campaign.direction} ${at.first}${at.second === undefined ? '' : `/${at.second}`}`
  const note = (found: readonly string[]): void => {
    for (const violation of found) tally.violations.push(`${label}: ${violation}`)
  }
  const plant = campaign.overrides ?? ((options) => options)
  try {
    const life = await world.live(plant({ step: dyingStep(at.first) }))
    await dies(life, () => act(campaign, world, life))
    note(instantViolations(world, story))
    let diedAgain = false
    if (at.second !== undefined) {
      const recovering = await world.live(plant({ step: dyingStep(at.second) }))
      diedAgain = await dies(recovering, () => recovering.mover.settle())
      note(instantViolations(world, story))
    }
    note(await settleToEnd(world, story, at.second === undefined))
    tally.runs += 1
    return diedAgain
  } finally {
    world.remove()
  }
}

/** Runs one campaign and adds to the tally. */
export const runCampaign = async (campaign: Campaign, tally: Tally): Promise<void> => {
  const steps = await stepsOf(campaign)
  for (let first = 1; first <= steps.length; first += 1) {
    tally.crashPoints += 1
    await runOnce(campaign, { first, second: undefined }, tally)
    if (campaign.nestedEvery === 0 || first % campaign.nestedEvery !== 0) continue
    for (let second = 1; await runOnce(campaign, { first, second }, tally); second += 1) tally.nestedCrashPoints += 1
  }
}
