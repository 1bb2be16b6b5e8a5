/** Moves while others do their deeds: one deed before every step, or several at moments of their own, with a death here and there. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isMoveName, nameOf } from '#core/move/names.ts'
import type { Step } from '#ports/file-system.ts'
import { type Life, type LifeOptions, recordingStep } from '#test/crash/world.ts'
import type { Tally } from '#test/prove/part.ts'
import { createDeath } from '#test/prove/stage/death.ts'
import { faultsInTime, waitsFor } from '#test/prove/stage/in-time.ts'
import type { Place } from '#test/prove/stage/place.ts'
import { type Case, nameOfCase } from '#test/prove/stage/scene.ts'
import { actOf, makeStage, type Stage } from '#test/prove/stage/stage.ts'
import { type Aftermath, type Deed, deeds, isBack } from './deeds.ts'

/** A case that is meddled with. */
export interface MeddlingOrder {
  readonly place: Place
  readonly of: Case
  /** The names of all steps of the case. */
  readonly steps: readonly string[]
  readonly tries: (step: number, deed: Deed) => boolean
  /** Plants a bug. */
  readonly plant?: (options: LifeOptions) => LifeOptions
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => lstatSync(path).isFile())

/** Every deed that was done to a file, in order. */
interface Done {
  readonly file: string
  readonly deed: string
  readonly aftermath: Aftermath
}

/** What somebody wrote last must be somewhere; only a later deed of somebody else may have taken it away. */
const lostOf = (stage: Stage, done: readonly Done[]): readonly string[] => {
  const all = [...filesBelow(stage.array), ...filesBelow(stage.pool)].map((path) => readFileSync(path))
  const lasts = new Map(done.map((one) => [one.file, one] as const))
  return [...lasts.values()].flatMap(({ file, deed, aftermath }) => {
    if (aftermath.kind === 'wrote' && !all.some((bytes) => bytes.includes(aftermath.bytes))) {
      return [`I6: what ${deed} wrote to ${file} is lost`]
    }
    return aftermath.kind === 'deleted' && isBack(stage, file) ? [`I6: ${file} is back after ${deed}`] : []
  })
}

/** Files that nobody touched must be whole somewhere. */
const hurtOf = (stage: Stage, done: readonly Done[]): readonly string[] => {
  const touched = new Set(done.filter(({ aftermath }) => aftermath.kind !== 'moved').map(({ file }) => file))
  return stage.truths
    .filter(({ file }) => !touched.has(file))
    .flatMap(({ file, original, whole }) => {
      const newest = whole.at(-1) ?? original
      const places = [join(stage.array, file), join(stage.pool, file), `${join(stage.array, file)}.plexcached`]
      const there = places.some((path) => isPlain(path) && readFileSync(path).equals(newest))
      return there ? [] : [`I1: ${file} is nowhere whole`]
    })
}

const isPlain = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true

const settledFaults = async (stage: Stage, life: Life, done: readonly Done[]): Promise<readonly string[]> => {
  waitsFor('the recovery')
  await life.mover.settle()
  const again: string[] = []
  await life.moverWith({ step: recordingStep(again) }).settle()
  const left = [...filesBelow(stage.array), ...filesBelow(stage.pool)].filter((path) => isMoveName(nameOf(path)))
  return [
    ...(again.length > 0 ? [`I3: a second recovery did ${again.join(', ')}`] : []),
    ...((await life.journal.unfinished()).length > 0 ? ['I3: the journal is open'] : []),
    ...left.map((path) => `I3: ${nameOf(path)} is left`),
    ...lostOf(stage, done),
    ...hurtOf(stage, done)
  ]
}

const meddlingStep = (at: number, act: () => void): Step => {
  let count = 0
  return (_name, next) => {
    count += 1
    if (count === at) act()
    return next()
  }
}

const firstOf = ({ of }: Pick<MeddlingOrder, 'of'>): string => of.scene.files[0] ?? ''

/** One deed right before one step; undefined when there was nothing to do it to. */
const meddleOnce = async (order: MeddlingOrder, deed: Deed, at: number): Promise<readonly string[] | undefined> => {
  const stage = await makeStage(order.place, order.of)
  try {
    const done: Done[] = []
    const file = firstOf(order)
    const step = meddlingStep(at, () => {
      const aftermath = deed.act(stage, file, at)
      if (aftermath !== undefined) done.push({ file, deed: deed.name, aftermath })
    })
    const plant = order.plant ?? ((options: LifeOptions) => options)
    const life = await stage.live(plant({ step }))
    await actOf(stage, life)
    const found = done.length === 0 ? undefined : await settledFaults(stage, life, done)
    await life.end()
    return found
  } finally {
    stage.remove()
  }
}

/** Every deed at every step that the order asks for. */
export const meddleEverywhere = async (order: MeddlingOrder, tally: Tally): Promise<void> => {
  const trials = deeds.flatMap((deed) => order.steps.map((name, index) => ({ deed, name, at: index + 1 })))
  for (const { deed, name, at } of trials.filter((trial) => order.tries(trial.at, trial.deed))) {
    let met = true
    const found = await faultsInTime(async () => {
      const faults = await meddleOnce(order, deed, at)
      met = faults !== undefined
      return faults ?? []
    })
    if (!met) continue
    tally.cases += 1
    tally.points += 1
    const label = `${nameOfCase(order.of)}, ${deed.name} before ${name} (${at})`
    tally.violations.push(...found.map((fault) => `${label}: ${fault}`))
  }
}

interface Fuzzing {
  readonly place: Place
  readonly of: Case
  readonly random: () => number
}

const pick = <T>(items: readonly T[], random: () => number): T => {
  const found = items[Math.floor(random() * items.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

/** Deeds at moments of their own until the move is over. */
const disturb = async (stage: Stage, { random }: Fuzzing, over: () => boolean): Promise<readonly Done[]> => {
  const done: Done[] = []
  for (let number = 1; number <= 3; number += 1) {
    await wait(random() * 8)
    if (over()) break
    const [deed, file] = [pick(deeds, random), pick(stage.files, random)]
    const aftermath = deed.act(stage, file, number)
    if (aftermath !== undefined) done.push({ file, deed: deed.name, aftermath })
  }
  return done
}

/** One move, some deeds beside it, and in one case of three a death in the middle. */
const fuzzOnce = async (fuzzing: Fuzzing, at: number, tally: Tally): Promise<readonly string[]> => {
  const stage = await makeStage(fuzzing.place, fuzzing.of)
  const death = createDeath(at)
  try {
    const moving = await stage.live({ step: death.step })
    let over = false
    const move = death
      .watch(() => actOf(stage, moving))
      .finally(() => {
        over = true
      })
    const [died, done] = await Promise.all([move, disturb(stage, fuzzing, () => over)])
    if (died) stage.afterDeath()
    else await moving.end()
    const life = await stage.live()
    const faults = await settledFaults(stage, life, done)
    await life.end()
    waitsFor('the burial')
    await death.bury()
    if (died) await moving.end()
    tally.cases += 1
    tally.points += done.length
    tally.nested += died ? 1 : 0
    const told = done.map(({ deed, file }) => `${deed} (${nameOf(file)})`).join(', ')
    return faults.map((fault) => `${told}: ${fault}`)
  } finally {
    stage.remove()
  }
}

/** So many moves with deeds at moments that nobody chose. */
export const fuzz = async (
  { times, cases, ...fuzzing }: Omit<Fuzzing, 'of'> & { readonly times: number; readonly cases: readonly Case[] },
  tally: Tally
): Promise<void> => {
  const { random } = fuzzing
  for (let time = 0; time < times; time += 1) {
    const of = pick(cases, random)
    const at = random() < 0.33 ? 1 + Math.floor(random() * 30) : 0
    const faults = await faultsInTime(() => fuzzOnce({ ...fuzzing, of }, at, tally))
    tally.violations.push(...faults.map((fault) => `${nameOfCase(of)}, death at ${at}, ${fault}`))
  }
}
