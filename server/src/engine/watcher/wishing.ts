/** The watcher as a source of wants, and the same wants for one play between two runs. It reads its own record, so it is never silent. */
import type { Settings } from '@pcu/contract'
import type { LibraryIndex } from '#core/model/library.ts'
import type { Want } from '#core/model/want.ts'
import type { KeptViewing } from '#core/wants/kept.ts'
import type { Play } from '#core/watcher/play.ts'
import { timersWith } from '#core/watcher/timers.ts'
import { hadSeen, isCounted } from '#core/watcher/who-counts.ts'
import { type RunningTimer, type WishQuestion, wishesOf, withKept } from '#core/watcher/wishes.ts'
import { theOwner } from '#engine/people/member.ts'
import { nameIn } from '#engine/people/names.ts'
import type { People } from '#engine/people/people.ts'
import { aheadFor } from '#engine/people/preferences.ts'
import type { Clock } from '#ports/clock.ts'
import type { WantSource } from '#ports/want-source.ts'
import type { Records } from './records.ts'

/** What wishing needs. */
export interface WishingDeps {
  readonly records: Records
  readonly settings: Settings
  readonly people: Pick<People, 'preferences' | 'history' | 'household'>
  readonly clock: Clock
}

/** The wishes. */
export interface Wishing {
  readonly source: WantSource
  /** What one play wants in this library, with the history as it was last read. Nothing when its person does not count. */
  ofPlay(play: Play, library: LibraryIndex): readonly Want[]
  counts(play: Play): boolean
  /** Whether the settings ask for anything for it. */
  asks(play: Play): boolean
  /** As reasons name them. */
  nameOf(play: Play): string
  /** The plays that counted when the source was last asked, by the items that they want. */
  asked(): ReadonlyMap<string, readonly number[]>
}

/** How far ahead the person of a play looks; somebody whom Plex does not name as far as everybody. */
const aheadOf = ({ settings, people }: Pick<WishingDeps, 'settings' | 'people'>, { personId }: Play) => {
  const household = { episodes: settings.onDeck.numberEpisodes, minutes: settings.onDeck.minimumMinutes }
  return personId === undefined ? household : aheadFor(people.preferences.of(personId), household)
}

/** Makes the source; it asks Plex for nothing but the history that the other sources read anyway. */
export const createWishing = ({ records, settings, people, clock }: WishingDeps): Wishing => {
  const { watcher, users } = settings
  let viewings: readonly KeptViewing[] = []
  let asked: ReadonlyMap<string, readonly number[]> = new Map()

  const counts = (play: Play): boolean =>
    isCounted(play, {
      respectExistingRules: watcher.respectExistingRules,
      includeOthers: users.includeOthers,
      countsDeck: (personId) => people.preferences.of(personId).onDeck
    })

  const named = nameIn(people.household)
  const nameOf = ({ personId, person }: Play): string => named(personId, person)

  const question = (play: Play, now: number): WishQuestion => ({
    now,
    rules: {
      autoCacheOnWatch: watcher.autoCacheOnWatch,
      cacheOnComplete: watcher.cacheOnComplete,
      ahead: aheadOf({ settings, people }, play)
    },
    nameOf,
    hadSeen: (play) => hadSeen(play, viewings),
    metAt: (ratingKey) => records.known().met.get(ratingKey)
  })

  const ofPlay = (play: Play, library: LibraryIndex): readonly Want[] =>
    counts(play) ? wishesOf(play, question(play, clock.now()), library) : []

  const running = (): readonly RunningTimer[] => {
    const { timers } = records.known()
    if (!watcher.cacheOnComplete) return []
    return [...timersWith(timers, watcher.removeFromCacheAfterHours)].flatMap(([unit, { dueAt }]) => {
      const timer = timers.get(unit)
      return timer === undefined ? [] : [{ ...timer, dueAt }]
    })
  }

  const note = (wishes: readonly { readonly play: Play; readonly wants: readonly Want[] }[]): void => {
    const pairs = wishes.flatMap(({ play, wants }) => wants.map(({ ratingKey }) => [ratingKey, play.id] as const))
    const grouped = Map.groupBy(pairs, ([ratingKey]) => ratingKey)
    asked = new Map([...grouped].map(([key, found]) => [key, [...new Set(found.map(([, id]) => id))]]))
  }

  return {
    ofPlay,
    counts,
    asks: ({ finishedAt }) => watcher.autoCacheOnWatch || (watcher.cacheOnComplete && finishedAt !== undefined),
    nameOf,
    asked: () => asked,
    source: {
      name: 'the watcher',
      ask: async ({ library, now, signal }) => {
        await people.preferences.load()
        const { plays } = records.known()
        if (plays.some((play) => play.personId !== theOwner.id && counts(play))) {
          const history = await people.history.read(signal)
          if (history.kind !== 'silent') viewings = history.value
        }
        const index = await library
        const wishes = records.known().plays.map((play) => ({ play, wants: ofPlay(play, index) }))
        note(wishes)
        // No report: it speaks for no library, because it can never tell that somebody does not want a thing.
        const wants = wishes.flatMap((wish) => wish.wants)
        return { wants: withKept(wants, running(), now), reports: [] }
      }
    }
  }
}
