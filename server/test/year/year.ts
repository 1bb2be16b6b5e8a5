/**
 * A household of eight lives with the program for a year of virtual days: people watch, wish and change their minds, other programs upgrade, edit and delete
 * files and fill the pool, Plex and its cloud fail, disks report errors, the program is restarted with other settings and dies in the middle of moves.
 * Every night each file of the library must hold its bytes; in the end all of it lies at home again.
 */
import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { diskFailure } from '#adapters/disk/errno.ts'
import { type Household, startHousehold } from '#test/fakes/household/index.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import type { Fault } from '#test/fakes/plex/index.ts'
import { newTally, type Tally } from '#test/prove/part.ts'
import { doADeed } from './deeds.ts'
import { aHome, filesBelow, type Home } from './home.ts'
import { beginLife, type Life } from './life.ts'
import { firstLibrary } from './shelf.ts'

/** How long, and by which chances. */
export interface YearOrder {
  readonly days: number
  readonly seed: number
}

interface Year {
  readonly house: Household
  readonly home: Home
  readonly life: Life
  readonly random: () => number
  readonly tally: Tally
  /** How likely a step of the disk fails now. */
  readonly disk: { fails: number }
  deeds: number
}

const hourMs = 3_600_000

const answers: readonly Fault[] = [
  ...[401, 404, 429, 500, 503].map((status) => ({ kind: 'status' as const, status })),
  { kind: 'truncate', atByte: 40 },
  { kind: 'malformedJson' },
  { kind: 'htmlWith200' },
  { kind: 'connectionReset' },
  { kind: 'missingItems' }
]

const errors = ['EIO', 'ENOSPC', 'EACCES', 'ESTALE', 'EROFS']

const anyOf = <Value>(list: readonly Value[], random: () => number): Value | undefined =>
  list[Math.floor(random() * list.length)]

/** The modes that serve through links, and what else people change. */
const choices: readonly (readonly (readonly [string, string])[])[] = [
  [
    ['COPY_TO_CACHE', 'true'],
    ['COPY_TO_CACHE', 'false'],
    ['MOVE_WITH_SYMLINKS', 'true']
  ],
  [
    ['NUMBER_EPISODES', '1'],
    ['NUMBER_EPISODES', '4']
  ],
  [
    ['REAL_TIME_WATCH_ENABLED', 'true'],
    ['REAL_TIME_WATCH_ENABLED', 'false'],
    ['REAL_TIME_WATCH_ENABLED', 'false']
  ],
  [
    ['CACHE_MAX_SIZE_GB', '0'],
    ['CACHE_MAX_SIZE_GB', '0.0009']
  ],
  [
    ['WATCHED_CACHE_EXPIRY', '0'],
    ['WATCHED_CACHE_EXPIRY', '48']
  ],
  [
    ['SKIP_FILES_IN_USE', 'true'],
    ['SKIP_FILES_IN_USE', 'false']
  ]
]

const chosenSettings = (random: () => number): Readonly<Record<string, string>> =>
  Object.fromEntries(choices.map((some) => anyOf(some, random)).filter((one) => one !== undefined))

const happens = ({ random }: Year, likely: number): boolean => random() < likely

const servicesOf = ({ house }: Year) => [house.plex, ...Object.values(house.cloud.hosts)]

/** Everybody answers, and no disk fails. */
const peace = async (year: Year): Promise<void> => {
  year.house.plex.faults.clear()
  year.house.cloud.faults.clear()
  for (const service of servicesOf(year)) await service.accept()
  year.disk.fails = 0
}

const spoilAnswers = ({ house, random }: Year): void => {
  for (const injector of [house.plex.faults, house.cloud.faults]) {
    const fault = anyOf(answers, random)
    if (fault !== undefined) injector.add({ probability: 0.15, fault })
  }
}

/** The troubles of a day. */
const dawn = async (year: Year): Promise<void> => {
  const { home, life, random, disk } = year
  await peace(year)
  if (happens(year, 0.08)) disk.fails = 0.05
  if (happens(year, 0.2)) spoilAnswers(year)
  if (happens(year, 0.04)) await anyOf(servicesOf(year), random)?.refuse()
  if (happens(year, 0.3)) home.fill(0)
  if (happens(year, 0.1)) home.fill(Math.floor(random() * 1_600_000))
  if (happens(year, 0.1)) life.dieAt(1 + Math.floor(random() * 60))
}

const note = (year: Year, day: number, faults: readonly string[]): void => {
  year.tally.violations.push(...faults.map((fault) => `day ${day}: ${fault}`))
}

const revive = async (year: Year, day: number): Promise<void> => {
  note(year, day, year.home.losses())
  year.tally.points += 1
  await year.life.restart(chosenSettings(year.random))
}

const hour = async (year: Year, day: number): Promise<void> => {
  const { house, life } = year
  house.liveAnHour()
  if (happens(year, 0.02)) {
    // The room that others took must not be short for them themselves.
    year.home.fill(0)
    year.deeds += 1
    doADeed({ house, home: year.home, random: year.random, count: year.deeds })
  }
  if (await life.work()) await revive(year, day)
}

const liveADay = async (year: Year, day: number): Promise<void> => {
  await dawn(year)
  for (let passed = 0; passed < 24; passed += 1) await hour(year, day)
  if (happens(year, 0.1)) await year.life.restart(chosenSettings(year.random))
  note(year, day, year.home.faults())
}

/** What the ledger says lies where it says, and whoever follows the name of the file comes there. */
const ledgerFaults = async ({ home, life }: Year): Promise<readonly string[]> => {
  const cached = await life.now().app.face.cached()
  const owned = cached.flatMap(({ files }) => files)
  const wrong = owned.filter(({ path, poolPath }) => {
    const isLinked = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    // What another program put over the link is found when the file moves, not before: no disk is woken to look.
    if (!isLinked) return !home.replaced.has(path)
    return readlinkSync(path) !== poolPath || !existsSync(poolPath)
  })
  const known = new Set(owned.map(({ path }) => path))
  const links = filesBelow(home.array).filter((name) => lstatSync(join(home.array, name)).isSymbolicLink())
  return [
    ...wrong.map(({ path }) => `${path} is not served from where the ledger says`),
    ...links.filter((name) => !known.has(join(home.array, name))).map((name) => `${name} is a link that nobody knows`)
  ]
}

/** What stands on the disks beside the library once everything was brought home; what waits for a person may. */
const strayFiles = async ({ home, life }: Year): Promise<readonly string[]> => {
  const waiting = (await life.now().app.face.orphans()).flatMap(({ files }) => files)
  const may = new Set(waiting.flatMap(({ path, poolPath }) => [path, `${path}.plexcached`, poolPath]))
  const array = filesBelow(home.array).map((name) => join(home.array, name))
  const pool = filesBelow(home.pool).map((name) => join(home.pool, name))
  const library = new Set([...home.truth.keys()].map((file) => join(home.array, file)))
  const strays = [...array.filter((path) => !library.has(path)), ...pool].filter((path) => !may.has(path))
  const links = array.filter((path) => lstatSync(path).isSymbolicLink() && !may.has(path))
  return [...strays.map((path) => `${path} is left over`), ...links.map((path) => `${path} is still a link`)]
}

const calm = async (year: Year, days: number): Promise<void> => {
  await peace(year)
  year.home.fill(0)
  for (let hours = 0; hours < 72; hours += 6) {
    year.house.clock.advance(6 * hourMs)
    if (await year.life.work()) await revive(year, days)
  }
}

/** Asks again in the next life when it dies of a death that was still to come. */
const bringHome = async (year: Year, days: number): Promise<void> => {
  year.life.now().app.face.request({ trigger: 'button', dryRun: false, goal: 'restore-all' })
  if (!(await year.life.work())) return
  await revive(year, days)
  await bringHome(year, days)
}

const theEnd = async (year: Year, days: number): Promise<void> => {
  await calm(year, days)
  note(year, days, year.home.faults())
  note(year, days, await ledgerFaults(year))
  await bringHome(year, days)
  const [run] = await year.life.now().app.face.runs(1)
  year.tally.notes.push(`the way home: ${run?.sentence}`)
  note(year, days, [...year.home.faults(), ...(await strayFiles(year))])
  note(year, days, year.life.bugs())
}

/** The same moment for everybody who repeats a seed; what lies on the disks is older. */
const firstDay = (): number => Date.UTC(new Date().getUTCFullYear() + 1, 0, 1)

/** Lives through it. `cases`: runs; `points`: deaths. */
export const liveAYear = async ({ days, seed }: YearOrder): Promise<Tally> => {
  const random = createRandom(seed)
  const tally = newTally()
  const disk = { fails: 0 }
  const home = aHome()
  const house = await startHousehold({
    people: 8,
    library: firstLibrary(),
    seed,
    onDeck: 3,
    watchlist: 6,
    startAt: firstDay(),
    habits: { play: 0.03, wish: 0.05, giveUp: 0.05, privacy: 0.01 }
  })
  // By chances of its own: in which order steps come differs from one time to the next, and must not change the days.
  const ofTheDisk = createRandom(seed + 1)
  const trouble = (name: string): void => {
    if (ofTheDisk() >= disk.fails) return
    const code = anyOf(errors, ofTheDisk) ?? 'EIO'
    throw diskFailure(Object.assign(new Error(`${code}: simulated`), { code }), { verb: name, path: home.pool })
  }
  try {
    const life = await beginLife({ house, home, trouble }, chosenSettings(random))
    const year: Year = { house, home, life, random, tally, disk, deeds: 0 }
    try {
      for (let day = 0; day < days && tally.violations.length === 0; day += 1) await liveADay(year, day)
      if (tally.violations.length === 0) await theEnd(year, days)
      const [last] = await life.now().app.face.runs(1)
      tally.cases = last?.id ?? 0
      tally.notes.push(
        `${days} days, ${tally.cases} runs, ${tally.points} deaths, ${year.deeds} deeds of others, seed ${seed}`
      )
    } finally {
      await life.end()
    }
  } finally {
    await house.close()
    home.remove()
  }
  return tally
}
