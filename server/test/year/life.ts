/** The program's lives in the year: it is opened, works, is closed or dies in the middle of something, and is opened again on what it left. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from '#ports/file-system.ts'
import { openProgram, type Program } from '#src/program.ts'
import type { Household } from '#test/fakes/household/index.ts'
import { createDeath, type Death } from '#test/prove/stage/death.ts'
import type { Home } from './home.ts'
import { plexRoot } from './shelf.ts'
import { type YearTime, yearTime } from './time.ts'

/** Of no other timer's length. */
const patienceSeconds = 17

/** What goes around a step of the disk, besides death. */
export type Trouble = (name: string) => void

/** The program, whichever life it is in. */
export interface Life {
  now(): Program
  /** Waits until nothing is under way; true when it died meanwhile. */
  work(): Promise<boolean>
  /** It dies at the how manieth step from now. */
  dieAt(step: number): void
  /** Opened again with these settings: on the data folder that it closed, or as it was when it died. */
  restart(env: Readonly<Record<string, string>>): Promise<void>
  /** Complaints that no program may have. */
  bugs(): readonly string[]
  end(): Promise<void>
}

interface LifeParts {
  readonly house: Household
  readonly home: Home
  readonly trouble: Trouble
}

const settingsOf = ({ house, home }: LifeParts, data: string): Readonly<Record<string, string>> => ({
  PLEX_URL: house.plex.url,
  PLEX_TOKEN: house.cloud.control.accountToken('owner'),
  PLEXTV_URL: house.cloud.urls.plexTv,
  DISCOVER_URL: house.cloud.urls.discover,
  COMMUNITY_URL: house.cloud.urls.community,
  RSS_URL: house.cloud.urls.rss,
  PLEX_TIMEOUT_SECONDS: String(patienceSeconds),
  PLEX_SOURCE: plexRoot,
  REAL_SOURCE: home.array,
  CACHE_DIR: home.pool,
  DATA_DIR: data,
  LOG_DIR: join(home.root, 'logs'),
  ENABLE_SCHEDULER: 'true',
  RUN_INTERVAL_MINUTES: '720',
  RUN_ON_START: 'true',
  POOL_KEEP_FREE_GB: '0',
  MINIMUM_FILE_AGE_MINUTES: '0',
  ORPHAN_POLICY: 'remove-after',
  ALLOW_SAME_FILESYSTEM: 'true',
  ALLOW_VOLATILE_POOL: 'true',
  COPY_PRIORITY: 'normal'
})

interface Opened {
  readonly program: Program
  readonly data: string
  /** Put in its place when it is to die. */
  death: Death | undefined
  isDead: boolean
}

/** Begins the first life. */
export const beginLife = async (parts: LifeParts, env: Readonly<Record<string, string>>): Promise<Life> => {
  const { house, home, trouble } = parts
  const time: YearTime = yearTime(house.clock, patienceSeconds * 1000)
  const bugs: string[] = []
  let lives = 0
  let present: Opened

  const open = async (data: string, more: Readonly<Record<string, string>>): Promise<void> => {
    const mine: { opened: Opened | undefined } = { opened: undefined }
    const step: Step = async (name, act) => {
      const troubled = async () => {
        trouble(name)
        return await act()
      }
      const death = mine.opened?.death
      return death === undefined ? await troubled() : await death.step(name, troubled)
    }
    const hear = (line: string): void => {
      if (mine.opened?.isDead !== true && line.includes('Unexpected error')) bugs.push(line)
    }
    const options = { env: { ...settingsOf(parts, data), ...more }, dryRun: false, console: hear }
    const program = await openProgram({ ...options, clock: time, step })
    present = { program, data, death: undefined, isDead: false }
    mine.opened = present
    await program.app.settle()
    program.app.startByItself()
  }

  const settle = (opened: Opened): Promise<void> =>
    time.settle(
      () => !opened.program.app.schedule.isRunning(),
      () => opened.isDead
    )

  /** What a dead process left is what was there when it died; what the buried one still writes goes elsewhere. */
  const bury = async (opened: Opened): Promise<string> => {
    lives += 1
    const data = join(home.root, `data-${lives}`)
    cpSync(opened.data, data, { recursive: true, filter: (path) => !path.endsWith('-shm') })
    await opened.death?.bury()
    const closing = opened.program.close()
    let isClosed = false
    void closing.finally(() => {
      isClosed = true
    })
    await time.settle(
      () => isClosed,
      () => isClosed
    )
    await closing
    rmSync(opened.data, { recursive: true })
    return data
  }

  const close = async (opened: Opened): Promise<string> => {
    if (opened.isDead) return await bury(opened)
    // An orderly end: the death that was still to come does not come any more, or nothing would ever return from closing.
    opened.death = undefined
    await settle(opened)
    await opened.program.close()
    return opened.data
  }

  await open(join(home.root, 'data-0'), env)
  return {
    now: () => present.program,
    work: async () => {
      const opened = present
      const { death } = opened
      if (death === undefined) await settle(opened)
      else opened.isDead = await death.watch(() => settle(opened))
      return opened.isDead
    },
    dieAt: (at) => {
      present.death = createDeath(at)
    },
    restart: async (more) => {
      const data = await close(present)
      await open(data, more)
    },
    bugs: () => bugs,
    end: async () => {
      await close(present)
    }
  }
}
