/** The walls through which somebody tries out settings before they are saved. */
import type { Settings } from '@pcu/contract'
import { systemClock } from '#adapters/clock.ts'
import { lookAtFolder } from '#adapters/disk/paths/look-at-folder.ts'
import type { AskDisk } from '#adapters/disk/patience/ask-disk.ts'
import { createTrakt } from '#adapters/trakt/index.ts'
import type { SettingsTrials } from '#ports/settings/trials.ts'
import { version } from './version.ts'

interface OpenTrials extends Pick<SettingsTrials, 'serverNames'> {
  readonly settings: Settings
  readonly ask: AskDisk
}

/** Somebody waits at the page for it. */
const patienceMs = 10_000

/** Opens them; nothing is asked yet. */
export const openTrials = ({ settings, ask, serverNames }: OpenTrials): SettingsTrials => ({
  serverNames,
  folder: (path) => lookAtFolder(ask, path),
  trendingMovie: async (clientId, signal) => {
    const { url, authUrl } = settings.trakt
    const trakt = createTrakt({
      url,
      authUrl,
      clientId,
      clientSecret: undefined,
      version,
      timeoutMs: patienceMs,
      clock: systemClock,
      backoff: { firstMs: 0, mostMs: 0 }
    })
    try {
      const answer = await trakt.read({ kind: 'chart', chart: 'trending', type: 'movie', count: 1 }, undefined, signal)
      return answer.kind === 'list' ? answer.titles[0]?.title : undefined
    } finally {
      await trakt.close()
    }
  }
})
