/** The settings that decide what somebody is likely to watch: on deck, watchlist, people, the real-time watcher. */
import { z } from 'zod'
import { EPISODES_AHEAD } from '../text/episodes-ahead.ts'
import { countSetting, switchSetting } from './setting.ts'

export const onDeck = z.strictObject({
  numberEpisodes: countSetting(
    { ...EPISODES_AHEAD, fallback: 5 },
    {
      env: 'NUMBER_EPISODES',
      label: 'Episodes ahead',
      help: 'How many episodes after the one on deck are cached as well. 0 = only the one on deck. "pcu people set NAME episodes=N" chooses another number for one person.',
      unit: 'episodes'
    }
  ),
  minimumMinutes: countSetting(
    { min: 0, max: 10_080, fallback: 0 },
    {
      env: 'MINIMUM_MINUTES_AHEAD',
      label: 'Minutes ahead',
      help: 'Episodes are cached until there are at least so many minutes to watch, counting the one on deck, however short they are. 0 = only NUMBER_EPISODES counts.',
      unit: 'minutes'
    }
  ),
  daysToMonitor: countSetting(
    { min: 1, max: 999, fallback: 99 },
    {
      env: 'DAYS_TO_MONITOR',
      label: 'Forget on deck after',
      help: 'On-deck entries last viewed longer ago than this are ignored. An entry without a date counts.',
      unit: 'days'
    }
  )
})

export const watchlist = z.strictObject({
  enabled: switchSetting(true, {
    env: 'WATCHLIST_TOGGLE',
    label: 'Cache the watchlist',
    help: 'Cache what people have put on their Plex watchlist.'
  }),
  episodes: countSetting(
    { min: 1, max: 100, fallback: 1 },
    {
      env: 'WATCHLIST_EPISODES',
      label: 'Episodes per show on a watchlist',
      help: 'How many unwatched episodes of each show on a watchlist are cached.',
      unit: 'episodes'
    }
  ),
  cacheExpiryHours: countSetting(
    { min: 0, max: 8760, fallback: 6 },
    {
      env: 'WATCHLIST_CACHE_EXPIRY',
      label: 'Watchlist expiry',
      help: 'How long a fetched watchlist is used again before Plex is asked, and how long a file stays after it left the list.',
      unit: 'hours'
    }
  )
})

export const people = z.strictObject({
  includeOthers: switchSetting(true, {
    env: 'USERS_TOGGLE',
    label: 'Include other people',
    help: 'Consider what people besides the owner of the server watch.'
  })
})

export const watcher = z.strictObject({
  enabled: switchSetting(false, {
    env: 'REAL_TIME_WATCH_ENABLED',
    label: 'Watch Plex in real time',
    help: 'Start a run when playback in Plex starts, goes on to another item or ends, instead of only by the clock. "pcu watcher start" and "stop" switch it at any time.',
    appliesOn: 'now'
  }),
  checkIntervalSeconds: countSetting(
    { min: 5, max: 3600, fallback: 30 },
    {
      env: 'REAL_TIME_WATCH_CHECK_INTERVAL',
      label: 'Ask Plex every',
      help: 'How often Plex is asked who is playing what, while it does not tell us by itself.',
      unit: 'seconds',
      appliesOn: 'restart'
    }
  ),
  finishedPercent: countSetting(
    { min: 50, max: 100, fallback: 90 },
    {
      env: 'REAL_TIME_WATCH_FINISHED_PERCENT',
      label: 'Finished from',
      help: 'From how much of its length on an item counts as watched to the end, even before Plex marks it.',
      unit: 'percent',
      advanced: true,
      appliesOn: 'restart'
    }
  ),
  autoCacheOnWatch: switchSetting(true, {
    env: 'REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH',
    label: 'Cache when playback starts',
    help: 'When somebody starts to play an item, it and what follows (NUMBER_EPISODES, MINIMUM_MINUTES_AHEAD) are wanted at once, the next episode first. Where the file itself would be switched under the player, it waits until the session ends.'
  }),
  cacheOnComplete: switchSetting(true, {
    env: 'REAL_TIME_WATCH_CACHE_ON_COMPLETE',
    label: 'Cache when playback completes',
    help: 'When somebody has watched an item to the end, it is kept or cached, its timer (REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS) begins anew, and what follows is wanted. Off: nothing follows from the end of an item.'
  }),
  respectExistingRules: switchSetting(true, {
    env: 'REAL_TIME_WATCH_RESPECT_EXISTING_RULES',
    label: 'Apply the other rules',
    help: 'Act only for people whose on deck counts (USERS_TOGGLE, "pcu people"); whoever plays is active. Off: act for every session, also of people who were left out and of those whom Plex does not name.'
  }),
  maxConcurrentWatches: countSetting(
    { min: 1, max: 50, fallback: 5 },
    {
      env: 'REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES',
      label: 'Operations of the watcher at once',
      help: 'How many transfers that the watcher asked for may run at the same time, within the other limits; more wait their turn, and none is dropped.'
    }
  ),
  removeFromCacheAfterHours: countSetting(
    { min: 0, max: 8760, fallback: 24 },
    {
      env: 'REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS',
      label: 'Return after',
      help: 'How long what the watcher cached stays, from the moment on when caching began, or from a viewing to the end. Then it is returned once WATCHED_CACHE_EXPIRY has passed as well and nobody plays or wants it. 0 = no such timer; the other rules still return it.',
      unit: 'hours'
    }
  ),
  respectOtherUsersWatchlists: switchSetting(true, {
    env: 'REAL_TIME_WATCH_RESPECT_OTHER_USERS_WATCHLISTS',
    label: "Respect other people's watchlists",
    help: 'Put off the return of what the watcher cached while it is on somebody else’s watchlist. Off: it is returned all the same, and only something else than that watchlist brings it back.'
  }),
  excludeInactiveUsersDays: countSetting(
    { min: 0, max: 3650, fallback: 30 },
    {
      env: 'REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS',
      label: 'Ignore people idle for',
      help: 'On deck and watchlists of people who have watched nothing for this long are left out, until they play something. 0 = nobody is left out; nor is anybody while the history of Plex cannot be read.',
      unit: 'days'
    }
  )
})
