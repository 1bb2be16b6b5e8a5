/** After a stop, asks once whether Plex counted what was watched: one question for all the stops of a moment. */
import { askedSince, countedOf, mayBeCounted } from '#core/live/counted.ts'
import type { LiveNews } from '#core/live/stage.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import { Failure } from '#src/failure.ts'
import { createAlarm, createAsking } from './asking.ts'

/** What checking needs. */
export interface CountedCheckDeps {
  readonly server: Pick<MediaServer, 'readHistory'>
  readonly clock: Clock
  /** Hears of what Plex counted. */
  readonly told: (news: LiveNews) => void
  readonly onBug: (thrown: unknown) => void
}

/** The check. */
export interface CountedCheck {
  /** Hears everything that is told of sessions. */
  heard(news: LiveNews): void
  /** Asks for nothing more. */
  close(): Promise<void>
}

/** Plex enters a viewing at the latest when the player says goodbye; milliseconds. */
const askAfterMs = 5000

const nameOf = ({ session, startedAt }: LiveNews): string => `${session.sessionKey} ${session.ratingKey} ${startedAt}`

/** What cannot be asked is not asked again: the next run reads the history anyway. */
export const createCountedCheck = ({ server, clock, told, onBug }: CountedCheckDeps): CountedCheck => {
  const stop = new AbortController()
  const finished = new Set<string>()
  let stops: readonly LiveNews[] = []

  const ask = async (asked: readonly LiveNews[]): Promise<void> => {
    const rows = await server.readHistory(askedSince(asked), stop.signal)
    for (const news of countedOf(asked, rows)) told(news)
  }

  const unlessOutage = (thrown: unknown): void => {
    if (!(thrown instanceof Failure) && !stop.signal.aborted) onBug(thrown)
  }

  const check = async (): Promise<void> => {
    const asked = stops
    stops = []
    if (asked.length > 0 && !stop.signal.aborted) await ask(asked).catch(unlessOutage)
  }

  const asking = createAsking(check)
  const alarm = createAlarm(clock, asking.ask)

  return {
    heard: (news) => {
      if (stop.signal.aborted) return
      const isFinished = finished.has(nameOf(news))
      if (news.kind === 'finished') finished.add(nameOf(news))
      if (news.kind === 'stopped') finished.delete(nameOf(news))
      if (!mayBeCounted(news, isFinished)) return
      stops = [...stops, news]
      alarm.within(askAfterMs)
    },
    close: async () => {
      stop.abort()
      alarm.off()
      await asking.idle()
    }
  }
}
