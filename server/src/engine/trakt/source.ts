/** Trakt's lists as a source of wants. A list that does not answer is silent, and its last good answer goes on to count. */
import { guidKeys } from '#core/model/guid.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import type { SourceReport, Want } from '#core/model/want.ts'
import type { SavedTitle } from '#core/wants/match-title.ts'
import type { HasSeen } from '#core/wants/next-episodes.ts'
import { type TraktWants, traktWants } from '#core/wants/trakt.ts'
import { seenBy } from '#engine/people/history.ts'
import type { KnownHousehold } from '#engine/people/household.ts'
import { reportOf } from '#engine/sources/report.ts'
import type { TraktTitle } from '#ports/trakt/trakt.ts'
import type { WantQuestion, WantSource } from '#ports/want-source.ts'
import type { Follower } from './follow.ts'
import { keyOf } from './kept-list.ts'
import type { Reading } from './reader.ts'
import type { Tracked, TrackedOwn, TrackedPublic } from './tracked.ts'

/** How titles of lists were last recognised in the library. */
export interface Recognised {
  note(tracked: Tracked, titles: readonly TraktTitle[], matches: TraktWants['matches']): void
  /** Undefined until a run has looked. */
  of(tracked: Tracked, title: TraktTitle): 'id' | 'title' | 'none' | undefined
}

/** Nothing was recognised yet. */
export const createRecognised = (): Recognised => {
  const known = new Map<string, ReadonlyMap<string, 'id' | 'title' | 'none'>>()
  return {
    note: ({ id }, titles, matches) => {
      known.set(id, new Map(titles.map((title, at) => [keyOf(title), matches[at] ?? 'none'])))
    },
    of: ({ id }, title) => known.get(id)?.get(keyOf(title))
  }
}

/** What the source needs. */
export interface TraktSourceOptions {
  readonly follower: Follower
  readonly household: Pick<KnownHousehold, 'members' | 'known'>
  readonly recognised: Recognised
  /** WATCHLIST_EPISODES. */
  readonly episodes: number
}

interface Asked {
  readonly tracked: TrackedPublic | TrackedOwn
  readonly reading: Promise<Reading>
  readonly hasSeen: HasSeen
}

/** What nobody of the household saved is judged by what its owner has seen. */
const ownerHasSeen: HasSeen = ({ viewCount }) => viewCount > 0

const savedOf = ({ type, title, year, guids }: TraktTitle): SavedTitle => ({
  type,
  title,
  year,
  keys: guidKeys(guids, type)
})

/** One report for every section that a list can speak for: a list of films says nothing of series. */
const reportsOf = (
  { source, holds }: Tracked,
  { answer }: Reading,
  { library, now }: { readonly library: LibraryIndex; readonly now: number }
): readonly SourceReport[] => {
  const facts = { source, from: 'trakt', now } as const
  const report = (sectionId: string): SourceReport =>
    reportOf(answer, ({ titles }) => titles.length === 0, { ...facts, sectionId })
  if (holds === 'both') return [report('*')]
  return library.sections.filter(({ type }) => type === holds).map(({ sectionId }) => report(sectionId))
}

/** Ends with the signal's reason, whatever becomes of the reading: that goes on for whoever else waits for it. */
const until = async <Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    return await Promise.race([value, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Asks for every list that is followed. */
export const createTraktSource = (options: TraktSourceOptions): WantSource => {
  const { follower, household, recognised } = options

  const begin = (tracked: Asked['tracked'], hasSeen: HasSeen): Asked => {
    const reading = follower.read(tracked, 'due')
    // Whoever waits for it hears of it; a run that ended meanwhile does not.
    reading.catch(() => undefined)
    return { tracked, reading, hasSeen }
  }

  /** Those of the household who signed in, whose watchlists count, and who are not idle. */
  const beginOwn = async (signal: AbortSignal): Promise<readonly Asked[]> => {
    if ((await follower.all()).every((tracked) => 'list' in tracked)) return []
    const { members, history } = await household.members(signal)
    const everybody = await Promise.all(members)
    const counted = household.known().filter(({ preference, isIdle }) => preference.watchlist && !isIdle)
    const ids = new Set(counted.map(({ member }) => member.person.id))
    const people = everybody.filter(({ person }) => ids.has(person.id))
    const lists = await follower.ownLists(people.map(({ person, name }) => ({ personId: person.id, name })))
    return lists.flatMap((tracked) => {
      const member = people.find(({ person }) => person.id === tracked.personId)
      return member === undefined ? [] : [begin(tracked, seenBy(member, history))]
    })
  }

  const wantsOf = (
    { tracked, hasSeen }: Asked,
    { answer }: Reading,
    { library, now }: { readonly library: LibraryIndex; readonly now: number }
  ): readonly Want[] => {
    if (answer.kind === 'silent') return []
    const { titles } = answer.value
    const { source, wish } = tracked
    const { episodes } = options
    const found = traktWants({ titles: titles.map(savedOf), wish, source, now, episodes, hasSeen }, library)
    recognised.note(tracked, titles, found.matches)
    return found.wants
  }

  const finish = async (asked: readonly Asked[], question: WantQuestion) => {
    const wants: Want[] = []
    const reports: SourceReport[] = []
    const library = await question.library
    for (const one of asked) {
      const reading = await until(question.signal, one.reading)
      const here = { library, now: question.now }
      wants.push(...wantsOf(one, reading, here))
      reports.push(...reportsOf(one.tracked, reading, here))
    }
    return { wants, reports }
  }

  return {
    name: 'trakt',
    ask: async (question) => {
      const asked = follower.publicLists.map((tracked) => begin(tracked, ownerHasSeen))
      const own = await beginOwn(question.signal)
      return finish([...asked, ...own], question)
    }
  }
}
