/** The addresses of the original program: the same questions and orders as those below /api/v1, told in its shapes. */
import { routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import type { Face } from '#engine/face.ts'
import { seedSave, seedSettingsOf } from '#engine/settings/seed.ts'
import { Refused } from '#http/failures.ts'
import { mount } from '#http/mount.ts'
import {
  seedActivityOf,
  seedHistoryOf,
  seedMoviesOf,
  seedRemovalsOf,
  seedResultsOf,
  seedStatsOf,
  seedStatusOf,
  seedTraktOf
} from './shapes.ts'

/** How far back a preview is looked for. */
const runsLookedAt = 50
const playsTold = 100
const linesTold = 100

/** The newest preview that came to its end. */
const newestPreview = async (face: Face) => {
  const found = (await face.runs(runsLookedAt)).find(({ dryRun, finishedAt }) => dryRun && finishedAt !== null)
  return found === undefined ? undefined : face.planReport(found.id)
}

/** Saves a switch; what the environment says otherwise is told as the reason. */
const save = async ({ settings }: Face, changes: Readonly<Record<string, boolean>>): Promise<void> => {
  const saved = await seedSave(settings, { ...changes })
  if (saved.kind === 'refused') throw new Refused(409, saved.sentence)
}

const mountRuns = (app: FastifyInstance, face: Face): void => {
  mount(app, routes.seedStatus, async () => {
    const [status, plan, preview, watcher] = await Promise.all([
      face.status(),
      face.latestPlan(),
      newestPreview(face),
      face.watcher.status()
    ])
    return seedStatusOf({ status, plan, preview, watcher, configuration: seedSettingsOf(face.settings.view()) })
  })
  mount(app, routes.seedRun, async ({ body: { test_mode } }) => {
    const { accepted, sentence } = face.request({ trigger: 'button', goal: 'follow-plex', dryRun: test_mode })
    return { success: accepted, message: sentence, test_mode }
  })
  mount(app, routes.seedResults, async () => seedResultsOf(await newestPreview(face)))
  mount(app, routes.seedStartScheduler, async () => {
    await save(face, { ENABLE_SCHEDULER: true })
    return { message: 'Runs start by the clock, now and after a restart.' }
  })
  mount(app, routes.seedStopScheduler, async () => {
    await save(face, { ENABLE_SCHEDULER: false })
    return { message: 'No run starts by the clock any more, now and after a restart.' }
  })
}

const mountWatcher = (app: FastifyInstance, { watcher }: Face): void => {
  const switchTo = async (on: boolean) => {
    const { accepted, sentence } = await watcher.switchTo(on)
    return accepted ? { success: true, message: sentence } : { success: false, error: sentence }
  }
  mount(app, routes.seedStartWatcher, () => switchTo(true))
  mount(app, routes.seedStopWatcher, () => switchTo(false))
  mount(app, routes.seedWatcher, async () => {
    const [status, plays, removals] = await Promise.all([
      watcher.status(),
      watcher.history(playsTold),
      watcher.schedule()
    ])
    return {
      is_watching: status.watching,
      stats: seedStatsOf(status),
      watch_history: seedHistoryOf(plays),
      cache_removal_schedule: seedRemovalsOf(removals),
      user_activity_status: seedActivityOf(status)
    }
  })
  mount(app, routes.seedRemovals, async () => seedRemovalsOf(await watcher.schedule()))
  mount(app, routes.seedActivity, async () => ({
    success: true,
    user_activity: seedActivityOf(await watcher.status())
  }))
  mount(app, routes.seedClearWatcher, async () => {
    throw new Refused(
      409,
      'What was watched is kept: why titles are where they are is told from it. Nothing was cleared.'
    )
  })
}

const mountTrakt = (app: FastifyInstance, face: Face): void => {
  const switchTo = async (on: boolean) => {
    await save(face, { TRAKT_ENABLED: on })
    const { enabled } = await face.trakt.tell()
    const message = on ? 'Trakt is followed' : 'Trakt is not followed'
    return {
      success: true,
      message: enabled === on ? `${message}.` : `${message} from the next start of the program on.`
    }
  }
  mount(app, routes.seedTrakt, async () => {
    const trakt = await face.trakt.tell()
    return { success: true, stats: seedTraktOf(trakt), trending_movies: seedMoviesOf(trakt) }
  })
  mount(app, routes.seedTrending, async () => ({
    success: true,
    trending_movies: seedMoviesOf(await face.trakt.tell())
  }))
  mount(app, routes.seedStartTrakt, () => switchTo(true))
  mount(app, routes.seedStopTrakt, () => switchTo(false))
  mount(app, routes.seedClearTrakt, async () => {
    throw new Refused(409, 'Of Trakt there are only the lists as last read, and no history. Nothing was cleared.')
  })
}

/** Mounts them. */
export const mountSeed = (app: FastifyInstance, face: Face): void => {
  mountRuns(app, face)
  mountWatcher(app, face)
  mountTrakt(app, face)
  mount(app, routes.seedLogs, async () => ({
    logs: face.log
      .lines()
      .slice(-linesTold)
      .map(({ level, text, at }) => ({ level, message: text, timestamp: at / 1000 }))
  }))
}
