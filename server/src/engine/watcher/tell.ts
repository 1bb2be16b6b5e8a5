/** What people are told of the watcher: how it listens, what waits, what was played, and what goes home when. */
import { formatTime, type PlayRecord, type Removal, type RunReport, type WatcherStatus } from '@pcu/contract'
import type { UnitId } from '#core/model/unit.ts'
import type { WatchTimer } from '#core/model/watch-timer.ts'
import type { Play } from '#core/watcher/play.ts'
import type { WatchState } from '#engine/live/watching.ts'
import type { People } from '#engine/people/people.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import type { RunStore, WatcherStore } from '#ports/store.ts'
import type { Watcher } from './watcher.ts'

/** What telling needs. */
export interface TellDeps extends Pick<RunDeps, 'settings' | 'clock' | 'timeZone'> {
  readonly watcher: Watcher
  readonly watcherStore: Pick<WatcherStore, 'history'>
  readonly runs: Pick<RunStore, 'latestReport'>
  readonly people: Pick<People, 'household' | 'traces'>
  readonly state: () => WatchState
  readonly nextRunAt: () => number | undefined
}

const dayMs = 86_400_000

type Decision = RunReport['decisions'][number]
type Decisions = ReadonlyMap<string, Decision>
type Queued = WatcherStatus['queue'][number]

const decisionsOf = async ({ runs }: TellDeps): Promise<Decisions> =>
  new Map((await runs.latestReport())?.decisions.map((decision) => [decision.unit, decision]))

const activityOf = ({ people, settings, clock }: TellDeps): WatcherStatus['people'] =>
  people.household.known().map(({ member, lastActiveAt, isIdle }) => {
    const seen = people.traces.lastSeen(member.person.id)
    const last = Math.max(lastActiveAt ?? 0, seen ?? 0)
    const days = last === 0 ? null : Math.max(0, Math.floor((clock.now() - last) / dayMs))
    const limit = settings.watcher.excludeInactiveUsersDays
    const isBack = days !== null && days <= limit
    return {
      id: member.person.id,
      name: member.name,
      lastSeenAt: last === 0 ? null : last,
      daysSince: days,
      isActive: limit === 0 || isBack || !isIdle
    }
  })

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const listening = ({ health }: WatchState, at: (ms: number) => string): string => {
  if (health?.silence !== undefined) {
    return `Plex does not say who is playing what (${health.silence}); look at its address and whether the token is the owner’s ("pcu status").`
  }
  if (health?.answeredAt === undefined) return 'Plex has not answered yet.'
  const way =
    health.line === 'up'
      ? 'Plex tells by itself when somebody plays'
      : 'Plex is asked regularly, as it tells nothing by itself'
  return `${way}; it last said who plays what ${at(health.answeredAt)}.`
}

const sentenceOf = ({ state, settings, timeZone }: TellDeps, timers: number): string => {
  const { isEnabled, health } = state()
  const left = timers === 0 ? '' : ` ${plural(timers, 'removal timer')} left by it still count at every run.`
  if (!isEnabled) return `The watcher is off; "pcu watcher start" begins it.${left}`
  if (health === undefined)
    return `The watcher is on, and begins as soon as it is known where Plex is and the server runs.${left}`
  const { autoCacheOnWatch, cacheOnComplete } = settings.watcher
  const idle =
    autoCacheOnWatch || cacheOnComplete
      ? ''
      : ' It asks for nothing, as REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH and REAL_TIME_WATCH_CACHE_ON_COMPLETE are both off.'
  return `The watcher is on. ${listening({ isEnabled, health }, (ms) => formatTime(ms, timeZone))}${idle}`
}

const queuedOf = (
  { watcher }: TellDeps,
  unit: string,
  decision: Decision | undefined
): Omit<Queued, 'title' | 'people'> => {
  if (watcher.following.moving().has(unit)) return { unit, state: 'moving', because: null }
  if (decision?.action !== 'leave') return { unit, state: 'waiting', because: null }
  return { unit, state: 'left', because: decision.because[0]?.sentence ?? null }
}

const namesOf = ({ watcher }: TellDeps, plays: readonly number[]): string[] => [
  ...new Set(plays.flatMap((id) => watcher.records.play(id) ?? []).map(watcher.nameOf))
]

const queueOf = (deps: TellDeps, decisions: Decisions): WatcherStatus['queue'] => {
  const { following } = deps.watcher
  const lacking = [...following.wished()].filter(([, { isOnPool }]) => !isOnPool)
  return lacking.map(([unit, { title, plays }]) => ({
    ...queuedOf(deps, unit, decisions.get(unit)),
    title,
    people: namesOf(deps, plays)
  }))
}

const statisticsOf = ({ watcher }: TellDeps): WatcherStatus['statistics'] => {
  const { toCachedMs, ...counts } = watcher.records.known().counts
  return { ...counts, averageToCachedMs: counts.cached === 0 ? null : toCachedMs / counts.cached }
}

const sessionsOf = ({ watcher }: TellDeps): WatcherStatus['sessions'] =>
  watcher.records
    .known()
    .plays.filter(({ endedAt }) => endedAt === undefined)
    .map((play) => ({
      person: watcher.nameOf(play),
      title: play.title,
      startedAt: play.startedAt,
      percent: play.percent ?? null,
      tier: play.tier,
      isCounted: watcher.counts(play)
    }))

interface Timed {
  readonly unit: UnitId
  readonly title: string
  readonly since: WatchTimer['since']
  readonly begunAt: number
}

const removalOf = (deps: TellDeps, timed: Timed, decisions: Decisions): Removal => {
  const { unit, title, since, begunAt } = timed
  const timer = deps.watcher.facts().timers.get(unit)
  const base = { unit, title, since, begunAt }
  if (timer === undefined) {
    const off =
      'The timers are off (REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS is 0); the other rules still return it.'
    return { ...base, dueAt: null, remainingMs: null, state: 'off', because: [off], nextCheckAt: null }
  }
  const now = deps.clock.now()
  const { dueAt } = timer
  const timing = { dueAt, remainingMs: Math.max(0, dueAt - now) }
  if (dueAt > now) return { ...base, ...timing, state: 'waiting', because: [], nextCheckAt: null }
  const decision = decisions.get(unit)
  const isHeld = decision?.action === 'keep' && deps.watcher.isPostponed(unit)
  if (!isHeld) return { ...base, ...timing, state: 'due', because: [], nextCheckAt: deps.nextRunAt() ?? null }
  const because = decision.because.map(({ sentence }) => sentence)
  return { ...base, ...timing, state: 'postponed', because, nextCheckAt: nextCheckAt(deps) }
}

const nextCheckAt = ({ watcher, state, nextRunAt }: TellDeps): number | null => {
  const moments = [nextRunAt(), state().health === undefined ? undefined : watcher.nextCheckAt()]
  const known = moments.filter((moment) => moment !== undefined)
  return known.length === 0 ? null : Math.min(...known)
}

/** Every removal timer, the first one due first. */
export const listRemovals = async (deps: TellDeps): Promise<readonly Removal[]> => {
  const decisions = await decisionsOf(deps)
  return [...deps.watcher.records.known().timers]
    .map(([unit, { title, since, begunAt }]) => removalOf(deps, { unit, title, since, begunAt }, decisions))
    .toSorted((a, b) => a.begunAt - b.begunAt)
}

/** How the watcher stands. Asks Plex nothing. */
export const composeWatcher = async (deps: TellDeps): Promise<WatcherStatus> => {
  const { isEnabled, health } = deps.state()
  const decisions = await decisionsOf(deps)
  const removals = await listRemovals(deps)
  const count = (state: Removal['state']): number => removals.filter((removal) => removal.state === state).length
  return {
    enabled: isEnabled,
    watching: health !== undefined,
    sentence: sentenceOf(deps, removals.length),
    line: health?.line ?? null,
    askEveryMs: health?.askEveryMs ?? null,
    askedAt: health?.askedAt ?? null,
    answeredAt: health?.answeredAt ?? null,
    silence: health?.silence ?? null,
    sessions: sessionsOf(deps),
    queue: queueOf(deps, decisions),
    maxConcurrent: deps.settings.watcher.maxConcurrentWatches,
    statistics: statisticsOf(deps),
    timers: { waiting: count('waiting'), postponed: count('postponed'), due: count('due') },
    people: activityOf(deps)
  }
}

const deeds: Readonly<Record<Play['did'], string>> = {
  waiting: 'What it asks for waits for its turn.',
  cached: '',
  'already-there': 'Everything it asks for was on the pool already.',
  'switched-off':
    'Nothing is asked for: REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH or REAL_TIME_WATCH_CACHE_ON_COMPLETE is off.',
  'not-counted':
    'Nothing is asked for: this person does not count (USERS_TOGGLE, "pcu people"), and REAL_TIME_WATCH_RESPECT_EXISTING_RULES is on.',
  'not-in-library': 'Nothing is asked for: the library does not hold it, or not yet.'
}

/** A play as people are told of it. `person`: as the household calls them. */
export const recordOfPlay = (play: Play, person: string): PlayRecord => ({
  id: play.id,
  person,
  title: play.title,
  ratingKey: play.ratingKey,
  unit: play.unit ?? null,
  startedAt: play.startedAt,
  endedAt: play.endedAt ?? null,
  finished: play.finishedAt !== undefined,
  percent: play.percent ?? null,
  watchedMs: play.watchedMs,
  tier: play.tier,
  did: play.did,
  cachedUnits: play.cachedUnits,
  sentence: play.did === 'cached' ? `${plural(play.cachedUnits, 'title')} came to the pool for it.` : deeds[play.did]
})

/** The newest plays, newest first. */
export const listPlays = async (
  { watcher, watcherStore }: Pick<TellDeps, 'watcher' | 'watcherStore'>,
  limit: number
): Promise<readonly PlayRecord[]> => {
  await watcher.idle()
  const foretold = watcher.following.foretold()
  const plays = (await watcherStore.history(limit)).map((play) => watcher.records.play(play.id) ?? play)
  return plays.map((play) => recordOfPlay({ ...play, did: foretold.get(play.id) ?? play.did }, watcher.nameOf(play)))
}
