/** Turns what is heard of sessions into plays, and a viewing to the end into a timer of what is on the pool. */
import type { Settings } from '@pcu/contract'
import type { LiveNews } from '#core/live/stage.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { beginPlay, goOn, leftOpen, type Play, playOf } from '#core/watcher/play.ts'
import { extended } from '#core/watcher/timers.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import { timerBegan } from './chronicle.ts'
import type { Records } from './records.ts'
import type { Wishing } from './wishing.ts'

/** What hearing needs. */
export interface HearingDeps {
  readonly records: Records
  readonly wishing: Pick<Wishing, 'counts' | 'nameOf'>
  readonly ledger: Pick<Ledger, 'owned'>
  readonly settings: Settings
  readonly clock: Clock
  /** Hears of every play that begins, and again when it goes on under a new session. */
  readonly began?: ((began: Began) => void) | undefined
  readonly onBug: (thrown: unknown) => void
}

/** A play that began, or goes on under a new session. */
export interface Began {
  readonly play: Play
  readonly news: LiveNews
  /** As the household calls whoever plays it. */
  readonly name: string
  /** Whether anything is brought for them. */
  readonly isCounted: boolean
}

/** The ear. */
export interface PlayHearing {
  /** Gives back the play, as it is now. */
  heard(news: LiveNews): Play
  /** Nobody listens any more: how the plays under way go on will not be known. */
  deaf(): void
  /** Waits until the ledger has answered for all that was heard. */
  idle(): Promise<void>
}

/** How often a play that goes on is written, milliseconds. */
const writeEveryMs = 5 * 60_000

const baseName = (path: string): string => path.split(/[/\\]/u).at(-1) ?? path

/** The unit on the pool that is played: by its file where the server tells it, else any version of the item. */
export const unitPlayed = (
  owned: readonly OwnedUnit[],
  { session: { ratingKey, file } }: LiveNews
): OwnedUnit | undefined =>
  owned.find(
    ({ ratingKeys, files }) =>
      ratingKeys.includes(ratingKey) &&
      (file === undefined || files.some(({ sharePath }) => baseName(sharePath) === baseName(file)))
  )

/** Makes the ear. */
export const createPlayHearing = (deps: HearingDeps): PlayHearing => {
  const { records, wishing, ledger, settings, clock, onBug } = deps
  const written = new Map<number, number>()
  let asking: Promise<void> = Promise.resolve()

  const keep = (play: Play): void => {
    written.set(play.id, clock.now())
    records.change({ plays: [play] })
  }

  const askLedger = (ask: (owned: readonly OwnedUnit[]) => void): void => {
    asking = asking.then(async () => ask(await ledger.owned())).catch(onBug)
  }

  const begin = (news: LiveNews): Play => {
    const play = goOn(beginPlay(news, records.nextId(), clock.now()), news, clock.now())
    keep(play)
    records.count({ watches: 1 })
    askLedger((owned) => {
      const unit = unitPlayed(owned, news)
      const known = records.play(play.id)
      if (unit === undefined || known === undefined) return
      keep({ ...known, tier: 'pool', unit: unit.id })
      records.count({ alreadyThere: 1 })
    })
    return play
  }

  const continued = (known: Play, news: LiveNews): Play => {
    const at = clock.now()
    const play = goOn(known, news, at)
    const isDue = Math.abs(at - (written.get(play.id) ?? 0)) >= writeEveryMs
    if (news.kind !== 'progressed' || isDue) keep(play)
    else records.note(play)
    if (play.endedAt !== undefined) written.delete(play.id)
    return play
  }

  /** Its timer begins, or begins anew (C15). */
  const startTimers = (play: Play, at: number): void => {
    if (!settings.watcher.cacheOnComplete || !wishing.counts(play)) return
    askLedger((owned) => {
      const units = owned.filter(({ ratingKeys }) => ratingKeys.includes(play.ratingKey))
      const people = [wishing.nameOf(play)]
      const timers = units.map(({ id, title, ratingKeys }) => {
        const timer = { since: 'finished', title, ratingKeys, begunAt: at, people } as const
        return [id, extended(records.known().timers.get(id), timer)] as const
      })
      const hours = settings.watcher.removeFromCacheAfterHours
      const begun = { since: 'finished', begunAt: at, people } as const
      const events = units.flatMap(({ id, title }) => timerBegan({ ...begun, unit: id, title }, hours))
      if (timers.length > 0) records.change({ timers: new Map(timers), events })
    })
  }

  return {
    heard: (news) => {
      const at = clock.now()
      const known = playOf(records.known().plays, news, at)
      const play = known === undefined ? begin(news) : continued(known, news)
      if (known === undefined || news.kind === 'started') {
        deps.began?.({ play, news, name: wishing.nameOf(play), isCounted: wishing.counts(play) })
      }
      if (play.finishedAt !== undefined && known?.finishedAt === undefined) startTimers(play, play.finishedAt)
      return play
    },
    deaf: () => {
      const open = records.known().plays.filter(({ endedAt }) => endedAt === undefined)
      if (open.length > 0) records.change({ plays: open.map(leftOpen) })
    },
    idle: () => asking
  }
}
