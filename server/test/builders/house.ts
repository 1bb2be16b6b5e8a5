/** A whole small house for scenarios: real folders, a simulated Plex server, and the real program opened on both. */
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import type { Run } from '@pcu/contract'
import { openProgram, type Program } from '#src/program.ts'
import {
  createVirtualClock,
  type FakePlex,
  type FakePlexOptions,
  type ListedSection,
  libraryOf,
  startFakePlex
} from '#test/fakes/plex/index.ts'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'

const kilobyte = 1024

/** Bytes of every video of the house. */
export const videoBytes = 300 * kilobyte

export const filmFile = (name: string): string => `/media/Films/${name}/${name}.mkv`
export const episodeFile = (n: number): string => `/media/Series/The Show/Season 01/The Show - S01E0${n}.mkv`

/** One film section with two films, one series section with a show of five episodes. */
export const sections: readonly ListedSection[] = [
  {
    key: '1',
    title: 'Films',
    type: 'movie',
    locations: ['/media/Films'],
    items: ['Alpha', 'Beta'].map((title) => ({
      title,
      year: 2001,
      file: filmFile(title),
      sizeBytes: videoBytes,
      durationMs: 5_400_000
    }))
  },
  {
    key: '2',
    title: 'Series',
    type: 'show',
    locations: ['/media/Series'],
    items: [
      {
        title: 'The Show',
        seasons: [
          {
            index: 1,
            episodes: [1, 2, 3, 4, 5].map((n) => ({
              title: `Part ${n}`,
              index: n,
              file: episodeFile(n),
              sizeBytes: videoBytes,
              durationMs: 2_700_000
            }))
          }
        ]
      }
    ]
  }
]

/** What a house may be given. */
export interface HouseOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly plex?: Partial<FakePlexOptions>
  /** Where the roots lie; default: two folders of the temporary folder. */
  readonly shareRoot?: string
  readonly arrayRoot?: string
  readonly poolRoot?: string
}

/** The house. */
export interface House {
  readonly root: string
  readonly share: string
  readonly array: string
  readonly pool: string
  readonly plex: FakePlex
  readonly env: Readonly<Record<string, string>>
  /** Opens the program (once at a time), runs once and closes it. */
  run(facts?: {
    readonly dryRun?: boolean
    readonly goal?: 'follow-plex' | 'restore-all'
    readonly trigger?: Run['trigger']
    readonly env?: Readonly<Record<string, string>>
  }): Promise<Run>
  /** Opens the program; the caller closes it. */
  open(facts?: { readonly dryRun?: boolean; readonly env?: Readonly<Record<string, string>> }): Promise<Program>
  /** The path here of a file that Plex names. */
  here(plexFile: string): string
  /** The ratingKey of an episode or a film. */
  key(plexFile: string): string
  leave(): Promise<void>
}

const year = 365 * 86_400

const writeOld = (path: string, content: Buffer | string): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  const then = Date.now() / 1000 - year
  utimesSync(path, then, then)
}

const allFiles = (): readonly string[] => [filmFile('Alpha'), filmFile('Beta'), ...[1, 2, 3, 4, 5].map(episodeFile)]

const subtitleOf = (file: string): string => file.replace(/\.mkv$/u, '.en.srt')

/** Every file of the library with its subtitle, below a folder. */
const furnish = (folder: string): void => {
  for (const file of allFiles()) {
    const path = file.replace('/media', folder)
    writeOld(path, randomBytes(videoBytes))
    writeOld(subtitleOf(path), `subtitle of ${file}`)
  }
}

const settings = (house: {
  share: string
  pool: string
  root: string
  plex: FakePlex
}): Readonly<Record<string, string>> => ({
  PLEX_URL: house.plex.url,
  PLEX_TOKEN: house.plex.token('owner'),
  PLEX_SOURCE: '/media',
  REAL_SOURCE: house.share,
  CACHE_DIR: house.pool,
  COPY_TO_CACHE: 'true',
  NUMBER_EPISODES: '2',
  WATCHED_CACHE_EXPIRY: '0',
  POOL_KEEP_FREE_GB: '0',
  POOL_HOLD_HOURS: '0',
  MINIMUM_FILE_AGE_MINUTES: '0',
  ALLOW_SAME_FILESYSTEM: 'true',
  ALLOW_VOLATILE_POOL: 'true',
  PLEX_TIMEOUT_SECONDS: '20',
  // Nobody else lives here, and plex.tv is not asked: houses with a household say so.
  USERS_TOGGLE: 'false',
  WATCHLIST_TOGGLE: 'false',
  DATA_DIR: `${house.root}/data`,
  LOG_DIR: `${house.root}/logs`
})

const keyOf = (plex: FakePlex, file: string): string => {
  for (const [section, type] of [
    ['1', 'movie'],
    ['2', 'episode']
  ] as const) {
    for (let n = 0; n < plex.library.count(section, type); n += 1) {
      const item = plex.library.item(section, type, n)
      if (item.media.some((media) => media.parts.some((part) => part.file === file))) return item.ratingKey
    }
  }
  throw new Error(`no item has ${file}`)
}

/** Builds a house. Its clock is the real one, so that views lie in the real past. */
export const aHouse = async (options: HouseOptions = {}): Promise<House> => {
  const root = realpathSync(ownFolder(tmpdir(), 'house-'))
  const remove = (): void => rmSync(root, { recursive: true, force: true })
  // Also at the end of the process: a test that failed has not left, and a program that was not closed writes its log again.
  removedInTheEnd(remove)
  const share = options.shareRoot ?? `${root}/array`
  const array = options.arrayRoot ?? share
  const pool = options.poolRoot ?? `${root}/pool`
  for (const folder of [share, array, pool]) mkdirSync(folder, { recursive: true })
  furnish(array)
  const plex = await startFakePlex({
    library: libraryOf({ sections }),
    clock: createVirtualClock(Date.now()),
    ...options.plex
  })
  const env = { ...settings({ share, pool, root, plex }), ...options.env }
  const open: House['open'] = ({ dryRun = false, env: more = {} } = {}) =>
    openProgram({ env: { ...env, ...more }, dryRun, console: undefined })

  return {
    root,
    share,
    array,
    pool,
    plex,
    env,
    open,
    run: async ({ dryRun = false, goal = 'follow-plex', trigger = 'command', env: more = {} } = {}) => {
      const program = await open({ dryRun, env: more })
      try {
        await program.app.settle()
        program.app.face.request({ trigger, dryRun, goal })
        await program.app.schedule.idle()
        const [run] = await program.app.face.runs(1)
        if (run === undefined) throw new Error('the run left no record')
        return run
      } finally {
        await program.close()
      }
    },
    here: (plexFile) => plexFile.replace('/media', share),
    key: (plexFile) => keyOf(plex, plexFile),
    leave: async () => {
      await plex.close()
      remove()
    }
  }
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)

const describePath = (path: string): string => {
  const facts = lstatSync(path)
  if (facts.isSymbolicLink()) return `link to ${readlinkSync(path)}`
  if (facts.isDirectory()) return 'folder'
  return `${hashOf(path)} mode ${(facts.mode & 0o7777).toString(8)} time ${Math.round(facts.mtimeMs)}`
}

/** Every name below a folder with what it is: contents by hash, links by their text, modes and times. The pool's marker and manifest are left out. */
export const census = (folder: string): Readonly<Record<string, string>> => {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const ours = names.filter((name) => !name.split('/').some((part) => part === '.mc' || part.startsWith('.mc-root-')))
  return Object.fromEntries(ours.toSorted().map((name) => [name, describePath(`${folder}/${name}`)]))
}

/** The contents that somebody who opens this path reads. */
export const readThrough = (path: string): string => hashOf(path)
