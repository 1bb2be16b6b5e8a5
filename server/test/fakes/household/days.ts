/** Lets a household live: evenings in front of the screen, new wishes, wishes given up, and changes of mind about privacy. */
import type { FakeCloud } from '#test/fakes/cloud/fake-cloud.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import type { Privacy } from '#test/fakes/people/spec.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import { createChooser } from './choose.ts'
import { wholeDeck } from './fill.ts'
import { wishFor, wishForNothingHere } from './wishes.ts'

/** Something that happened, for whoever has to know what is true. `at` is epoch ms. */
export type DayEvent = { readonly at: number; readonly person: string } & (
  | { readonly kind: 'played' | 'stopped'; readonly ratingKey: string }
  | { readonly kind: 'wished' | 'gaveUp'; readonly hex: string }
  | { readonly kind: 'privacy'; readonly privacy: Privacy }
)

export interface Living {
  readonly plex: FakePlex
  readonly cloud: FakeCloud
  readonly seed: number
  readonly habits: Partial<Habits>
}

const HOUR = 3_600_000
const EVENING = [18, 19, 20, 21, 22, 23]
/** Chances of a person: an hour of an evening in front of the screen, and to get up in it; the rest for a day. */
export interface Habits {
  readonly play: number
  readonly stopEarly: number
  readonly wish: number
  readonly wishNothingHere: number
  readonly giveUp: number
  readonly privacy: number
}

const usual: Habits = { play: 0.35, stopEarly: 0.3, wish: 0.4, wishNothingHere: 0.4, giveUp: 0.3, privacy: 0.05 }
const privacies: readonly Privacy[] = ['public', 'friends', 'private']

/** Hours and days, each different; the same seed lives the same ones. */
export interface Life {
  hour(): readonly DayEvent[]
  day(): readonly DayEvent[]
}

export function createLife({ plex, cloud, seed, habits }: Living): Life {
  const chance = { ...usual, ...habits }
  const random = createRandom(seed + 77)
  const happens = (likely: number): boolean => random() < likely
  let diary: DayEvent[] = []
  let wishes = 0

  const anyOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const note = (event: DayEvent): unknown => diary.push(event)
  const stamp = (person: string) => ({ at: plex.clock.now(), person })
  const isWatching = (person: string): boolean => plex.sessions().some((session) => session.person === person)

  function sitDown(person: string): void {
    const ratingKey = anyOf(wholeDeck(plex, person))
    if (ratingKey === undefined || isWatching(person) || !happens(chance.play)) return
    plex.play(person, ratingKey)
    note({ ...stamp(person), kind: 'played', ratingKey })
  }

  function getUp(): void {
    for (const { sessionKey, person, ratingKey } of plex.sessions()) {
      if (!happens(chance.stopEarly)) continue
      plex.stop(sessionKey)
      note({ ...stamp(person), kind: 'stopped', ratingKey })
    }
  }

  function newWish(person: string) {
    wishes += 1
    const now = plex.clock.now()
    if (happens(chance.wishNothingHere)) return wishForNothingHere(5_000_000 + wishes, now)
    const { sections } = cloud.accounts.byName(person)
    const item = createChooser({ library: plex.library, seed: seed + 9_000_000 + wishes, sections })()
    return item === undefined ? wishForNothingHere(5_000_000 + wishes, now) : wishFor(item, now)
  }

  function wish(person: string): void {
    if (!happens(chance.wish)) return
    const entry = newWish(person)
    cloud.control.addToWatchlist(person, entry)
    note({ ...stamp(person), kind: 'wished', hex: entry.hex })
  }

  function giveUp(person: string): void {
    const entry = anyOf(cloud.control.watchlist(person))
    if (entry === undefined || !happens(chance.giveUp)) return
    cloud.control.removeFromWatchlist(person, entry.hex)
    note({ ...stamp(person), kind: 'gaveUp', hex: entry.hex })
  }

  function changeMind(person: string): void {
    const privacy = anyOf(privacies)
    if (privacy === undefined || !happens(chance.privacy)) return
    cloud.control.setPrivacy(person, privacy)
    note({ ...stamp(person), kind: 'privacy', privacy })
  }

  /** What people do at an hour of the day. */
  function habitAt(hourOfDay: number): ((person: string) => void) | undefined {
    if (EVENING.includes(hourOfDay)) return sitDown
    return { 12: wish, 13: giveUp, 14: changeMind }[hourOfDay]
  }

  function pass(): void {
    const habit = habitAt(new Date(plex.clock.now()).getUTCHours())
    if (habit !== undefined) for (const { name } of cloud.accounts.all) habit(name)
    plex.clock.advance(HOUR)
    getUp()
  }

  function live(hours: number): readonly DayEvent[] {
    diary = []
    for (let passed = 0; passed < hours; passed += 1) pass()
    return diary
  }

  return { hour: () => live(1), day: () => live(24) }
}
