/** Watches who watches: pushes wake it, the server's own list decides, and where no pushes come the list is asked for regularly. */
import {
  dailyPatience,
  emptyStage,
  type Heard,
  type LiveNews,
  type LiveRules,
  type Moment,
  type NamedSession,
  type Stage
} from '#core/live/stage.ts'
import { hearList, hearNoList, hearPush, passTime, watchedNow } from '#core/live/tracker.ts'
import type { Session } from '#core/model/want.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaAlert, MediaServer } from '#ports/media-server.ts'
import { detailOf } from '#src/failure.ts'
import { createAlarm, createAsking } from './asking.ts'
import { createCountedCheck } from './counted-check.ts'

/** What watching needs. */
export interface LiveWatchDeps {
  readonly server: Pick<MediaServer, 'listen' | 'readSessions' | 'readHistory'>
  readonly clock: Clock
  /** From here an item counts as finished, percent. */
  readonly finishedPercent: number
  /** How often the list is asked for while no pushes come, milliseconds. */
  readonly checkEveryMs: number
  /** Hears what happened, in order. */
  readonly told: (news: LiveNews) => void
  /** The library changed, or may have while nobody heard it. */
  readonly libraryChanged: () => void
  /** Takes a sentence for the log. */
  readonly log: (sentence: string) => void
  readonly onBug: (thrown: unknown) => void
}

/** How the listening goes. Times are epoch milliseconds. */
export interface LiveHealth {
  /** Whether pushes come; unknown before the first try. */
  readonly line: 'unknown' | 'up' | 'down'
  /** When the list of sessions was last asked for, and when it last came; undefined: never. */
  readonly askedAt: number | undefined
  readonly answeredAt: number | undefined
  /** Why it did not come, a sentence part without a full stop; undefined when it did. */
  readonly silence: string | undefined
  /** How often it is asked for at the moment, milliseconds. */
  readonly askEveryMs: number
}

/** The watch. */
export interface LiveWatch {
  health(): LiveHealth
  /** Who watches what, ghosts left out. */
  now(): readonly NamedSession[]
  /** Waits until no question is under way. */
  close(): Promise<void>
}

/** While a session waits for its name the clock is looked at this often, milliseconds. */
const namingMs = 500
/** With pushes the list is read this often all the same, because a push can be lost. Milliseconds. */
const reconcileMs = 30 * 60_000

const isNamed = (session: Session): session is NamedSession => session.sessionKey !== undefined

/** Asks for the list; says once that it cannot be had, and once that it can. */
const createListReader = ({ server, clock, log }: LiveWatchDeps, stop: AbortSignal) => {
  let silence: string | undefined
  let asked: number | undefined
  let answered: number | undefined
  const spoke = (detail: string | undefined): void => {
    if (detail === undefined && silence !== undefined) log('Plex says again who is playing what.')
    if (detail !== undefined && silence === undefined) {
      log(`Plex does not say who is playing what (${detail}); what its pushes tell is taken without names.`)
    }
    silence = detail
  }
  const read = async (): Promise<readonly NamedSession[] | undefined> => {
    asked = clock.now()
    try {
      const sessions = await server.readSessions(stop)
      answered = clock.now()
      spoke(undefined)
      return sessions.filter(isNamed)
    } catch (thrown) {
      if (!stop.aborted) spoke(detailOf(thrown))
      return undefined
    }
  }
  return { read, health: () => ({ askedAt: asked, answeredAt: answered, silence }) }
}

/** How long until the clock is looked at again: soon while something waits for its name, often enough to see a ghost, else when the list is due. */
const waitOf = (stage: Stage, rules: LiveRules, listEveryMs: number): number => {
  if (stage.unnamed.size > 0) return Math.min(namingMs, listEveryMs)
  return stage.watched.size > 0 ? Math.min(rules.ghostAfterMs / 6, listEveryMs) : listEveryMs
}

/** Begins to watch; nothing is asked before the line stands or is known to be down. */
export const startLiveWatch = (deps: LiveWatchDeps): LiveWatch => {
  const { clock, told, onBug } = deps
  const rules: LiveRules = { ...dailyPatience, finishedPercent: deps.finishedPercent }
  const stop = new AbortController()
  const list = createListReader(deps, stop.signal)
  const counted = createCountedCheck(deps)
  let stage: Stage = emptyStage
  let line: 'unknown' | 'up' | 'down' = 'unknown'
  let askedAt = clock.now()

  const moment = (): Moment => ({ at: clock.now(), rules })
  const listEveryMs = (): number => (line === 'down' ? deps.checkEveryMs : reconcileMs)

  const take = (heard: Heard): void => {
    stage = heard.stage
    for (const news of heard.told) {
      told(news)
      counted.heard(news)
    }
    if (heard.shouldAsk) asking.ask()
    if (!stop.signal.aborted) alarm.within(waitOf(stage, rules, listEveryMs()))
  }

  const readList = async (): Promise<void> => {
    if (stop.signal.aborted) return
    askedAt = clock.now()
    const sessions = await list.read()
    if (stop.signal.aborted) return
    if (sessions === undefined) take(hearNoList(stage, moment()))
    else {
      take(hearList(stage, sessions, moment()))
      take(passTime(stage, moment(), true))
    }
  }

  const asking = createAsking(() => readList().catch(onBug))

  const alarm = createAlarm(clock, () => {
    const heard = passTime(stage, moment(), false)
    const isDue = Math.abs(clock.now() - askedAt) >= listEveryMs()
    take({ ...heard, shouldAsk: heard.shouldAsk || isDue })
  })

  const lineIs = (now: 'up' | 'down'): void => {
    // What happened before the first connection is the business of the run at start; what happened while the line was down is ours.
    if (line === 'down' && now === 'up') deps.libraryChanged()
    const shouldAsk = now === 'up' || line !== 'down'
    line = now
    take({ stage, told: [], shouldAsk })
  }

  const heard = (alert: MediaAlert): void => {
    if (stop.signal.aborted) return
    if (alert.kind === 'playback') take(hearPush(stage, alert, moment()))
    else if (alert.kind === 'library') deps.libraryChanged()
    else lineIs(alert.kind === 'connected' ? 'up' : 'down')
  }

  const listener = deps.server.listen(heard)
  return {
    now: () => watchedNow(stage),
    health: () => ({ line, ...list.health(), askEveryMs: listEveryMs() }),
    close: async () => {
      stop.abort()
      alarm.off()
      await Promise.all([listener.close(), counted.close()])
      await asking.idle()
    }
  }
}
