/** A house whose film section is listed by the test: odd names, odd files, odd answers. Every film is half watched, so that it is wanted. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Decision, Problem, RunReport, Status } from '@pcu/contract'
import { aHouse, type House, type HouseOptions, sections, videoBytes } from '#test/builders/house.ts'
import { type ListedMovie, type ListedSection, libraryOf } from '#test/fakes/plex/index.ts'

const year = 365 * 86_400

/** Writes a file that was last changed a year ago. */
export const writeOld = (path: string, content: Buffer | string = randomBytes(videoBytes)): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  const then = Date.now() / 1000 - year
  utimesSync(path, then, then)
}

/** A film of which only the name of its file matters. */
export const aFilm = (file: string, facts: Partial<ListedMovie> = {}): ListedMovie => ({
  title: file.slice(file.lastIndexOf('/') + 1),
  file: file.startsWith('/') ? file : `/media/Films/${file}`,
  sizeBytes: videoBytes,
  durationMs: 5_400_000,
  ...facts
})

const filmsSection = (items: readonly ListedMovie[], facts: Partial<ListedSection> = {}): ListedSection => ({
  key: '1',
  title: 'Films',
  locations: ['/media/Films'],
  ...facts,
  type: 'movie',
  items
})

/** What a house with odd films may be given beside the films. */
export interface OddHouseOptions extends HouseOptions {
  /** A second section of films. */
  readonly others?: readonly ListedMovie[]
}

/** Somebody is in the middle of every film that the library holds now. */
const beginAll = (house: House, sectionKeys: readonly string[]): void => {
  for (const section of sectionKeys) {
    for (let n = 0; n < house.plex.library.count(section, 'movie'); n += 1) {
      const { ratingKey } = house.plex.library.item(section, 'movie', n)
      house.plex.leftAt('owner', ratingKey, { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    }
  }
}

/** Opens a house with these films in its film section. Their files are the test's to write. */
export const anOddHouse = async (films: readonly ListedMovie[], options: OddHouseOptions = {}): Promise<House> => {
  const { others, plex, ...rest } = options
  const second = others === undefined ? [] : [filmsSection(others, { key: '3', title: 'Other films' })]
  const library = libraryOf({ sections: [filmsSection(films), ...sections.slice(1), ...second] })
  const house = await aHouse({ ...rest, plex: { library, ...plex } })
  beginAll(house, ['1', ...second.map(({ key }) => key)])
  return house
}

/** What a run told: its report, the problems that stand, and the log's lines. */
export interface Told {
  readonly report: RunReport
  readonly status: Status
  readonly problems: readonly Problem[]
  readonly log: string
}

/** How to run. */
export interface RunFacts {
  readonly env?: Readonly<Record<string, string>>
  readonly dryRun?: boolean
  readonly goal?: 'follow-plex' | 'restore-all'
}

const logOf = (house: House): string => {
  const path = `${house.root}/logs/plexcache_ultra.log`
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Opens the program, runs once, gathers everything that was told, and closes it. */
export const told = async (house: House, facts: RunFacts = {}): Promise<Told> => {
  const { env = {}, dryRun = false, goal = 'follow-plex' } = facts
  const before = logOf(house).length
  const program = await house.open({ dryRun, env })
  const tell = async (): Promise<Omit<Told, 'log'>> => {
    const { face, schedule, settle } = program.app
    await settle()
    face.request({ trigger: 'command', dryRun, goal })
    await schedule.idle()
    const [newest] = await face.runs(1)
    const report = newest === undefined ? undefined : await face.run(newest.id)
    if (report === undefined) throw new Error('the run left no record')
    const status = await face.status()
    return { report, status, problems: status.problems }
  }
  try {
    const all = await tell()
    await program.close()
    return { ...all, log: logOf(house).slice(before) }
  } finally {
    await program.close()
  }
}

/** The decision about the unit whose title holds this text. */
export const decisionOn = (report: RunReport, title: string): Decision => {
  const found = report.decisions.find((decision) => decision.title.includes(title))
  if (found === undefined) throw new Error(`nothing was decided about ${title}`)
  return found
}

/** What was decided about it and the first sentence of why. */
export const verdictOn = (report: RunReport, title: string): string => {
  const { action, because } = decisionOn(report, title)
  return `${action}: ${because[0]?.sentence ?? ''}`
}
