/** What the real-time watcher wants: what is being played, what follows it, and what was watched to the end. Made anew from the plays at every question. */
import { fullTitle, type LibraryIndex, type LibraryItem } from '#core/model/library.ts'
import type { Want } from '#core/model/want.ts'
import { type Ahead, episodesAfter, type HasSeen } from '#core/wants/next-episodes.ts'
import type { Play } from './play.ts'
import type { KeptTimer } from './timers.ts'

/** The name under which the watcher's wishes are told. */
export const watcherSource = 'the watcher'

/** A wish that could not be met is given up after this time without news of its play, milliseconds. */
export const wishForMs = 24 * 3_600_000

/** The settings of the same names. */
export interface WishRules {
  readonly autoCacheOnWatch: boolean
  readonly cacheOnComplete: boolean
  readonly ahead: Ahead
}

/** A timer that is kept, with the end of its hours. */
export type RunningTimer = KeptTimer & { readonly dueAt: number }

/** What is known of plays. */
export interface WishQuestion {
  readonly now: number
  readonly rules: WishRules
  /** As reasons name them. */
  readonly nameOf: (play: Play) => string
  /** Whether they had seen an item before this play. */
  readonly hadSeen: (play: Play) => HasSeen
  /** When a wish for the item was last met, epoch milliseconds. */
  readonly metAt: (ratingKey: string) => number | undefined
}

const isLive = (play: Play): boolean => play.endedAt === undefined

/** Whether it still asks for anything; one from the future was written under a clock that was wrong. */
export const isWishing = (play: Play, now: number): boolean =>
  isLive(play) || (now - play.heardAt <= wishForMs && play.heardAt <= now + wishForMs)

interface Asked {
  readonly play: Play
  readonly item: LibraryItem
  readonly question: WishQuestion
  readonly library: LibraryIndex
}

const baseOf = ({ play, question }: Asked) => ({
  person: question.nameOf(play),
  source: watcherSource,
  chain: play.ratingKey,
  freshness: Math.min(play.heardAt, question.now)
})

/** The item itself: while it plays, and afterwards until it is on the pool when it was left in the middle. */
const itself = (asked: Asked): readonly Want[] => {
  const { play, question } = asked
  const own = question.rules.ahead.isOwnChoice === true ? { hasOwnReach: true } : {}
  const base = { ...baseOf(asked), ...own, ratingKey: play.ratingKey, distance: 0 }
  if (isLive(play)) return [{ ...base, kind: 'playing', reason: { code: 'playing', person: base.person } }]
  if (play.finishedAt !== undefined) return []
  const reason = { code: 'began-watching', person: base.person, at: play.startedAt } as const
  return isMet(question, play.ratingKey, play.startedAt) ? [] : [{ ...base, kind: 'on-deck', reason }]
}

const isMet = ({ metAt }: WishQuestion, ratingKey: string, since: number): boolean => (metAt(ratingKey) ?? 0) >= since

/** Seen to the end and not on the pool. Once it is there its timer speaks for it. */
const finished = (asked: Asked): readonly Want[] => {
  const { play, question } = asked
  if (play.finishedAt === undefined || isMet(question, play.ratingKey, play.startedAt)) return []
  const { person, source, freshness } = baseOf(asked)
  const reason = { code: 'watched-to-the-end', person, at: play.finishedAt } as const
  return [{ kind: 'finished', ratingKey: play.ratingKey, person, source, freshness, distance: 0, reason }]
}

/** The episodes after it; the very next one belongs to what is being played, because it has to be there before that ends. Somebody who has come to its end does not watch it for the second time because of that. */
const following = (asked: Asked): readonly Want[] => {
  const { play, item, question, library } = asked
  const base = baseOf(asked)
  const after = fullTitle(item)
  const viewOffsetMs = play.positionMs ?? ((play.percent ?? 0) / 100) * (item.durationMs ?? 0)
  const episodes = episodesAfter({ item, viewOffsetMs }, library, {
    ahead: question.rules.ahead,
    hasSeen: question.hadSeen(play)
  })
  return episodes
    .map(
      (episode, position): Want => ({
        ...base,
        kind: isLive(play) && position === 0 ? 'playing' : 'on-deck',
        ratingKey: episode.ratingKey,
        distance: position + 1,
        reason: { code: 'next-episode', person: base.person, ahead: position + 1, after }
      })
    )
    .filter(({ ratingKey }) => isLive(play) || !isMet(question, ratingKey, play.startedAt))
}

/** The wants of one play that counts; none when the library does not hold its item, until it does. */
export const wishesOf = (play: Play, question: WishQuestion, library: LibraryIndex): readonly Want[] => {
  const item = library.item(play.ratingKey)
  if (item === undefined || !isWishing(play, question.now)) return []
  const asked = { play, item, question, library }
  const { autoCacheOnWatch } = question.rules
  const onComplete = question.rules.cacheOnComplete && play.finishedAt !== undefined
  return [
    ...(autoCacheOnWatch ? itself(asked) : []),
    ...(onComplete ? finished(asked) : []),
    ...(autoCacheOnWatch || onComplete ? following(asked) : [])
  ]
}

const isKept = ({ since, dueAt }: RunningTimer, now: number): boolean => since === 'finished' && now < dueAt

/** What was watched to the end stays wanted, last of all, while its timer runs. */
const keptAfterwards = (timer: RunningTimer): readonly Want[] => {
  const {
    ratingKeys: [ratingKey],
    people: [person],
    begunAt,
    dueAt
  } = timer
  if (ratingKey === undefined || person === undefined) return []
  const reason = { code: 'watched-to-the-end', person, at: begunAt, untilAt: dueAt } as const
  return [{ kind: 'finished', ratingKey, person, source: watcherSource, distance: 0, freshness: begunAt, reason }]
}

/**
 * The wishes of plays beside those of the timers that run. While only a part of a title is on the pool both speak for one viewing to its end: the timer does,
 * because it knows until when, so that nobody is told the same twice.
 */
export const withKept = (wishes: readonly Want[], timers: readonly RunningTimer[], now: number): readonly Want[] => {
  const running = timers.filter((timer) => isKept(timer, now))
  const speaksFor = ({ ratingKeys, people }: RunningTimer, { ratingKey, person }: Want): boolean =>
    people[0] === person && ratingKeys.includes(ratingKey)
  const own = wishes.filter((wish) => wish.kind !== 'finished' || !running.some((timer) => speaksFor(timer, wish)))
  return [...own, ...running.flatMap(keptAfterwards)]
}
