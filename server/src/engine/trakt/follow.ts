/** Every list that is followed at this moment, and how each is asked for. */
import type { Settings } from '@pcu/contract'
import type { Trakt } from '#ports/trakt/trakt.ts'
import { Failure } from '#src/failure.ts'
import { changeSentence } from './kept-list.ts'
import type { AskList, ListReader, Reading } from './reader.ts'
import type { SignIns } from './sign-ins.ts'
import { ownList, publicLists, type Tracked, type TrackedOwn, type TrackedPublic } from './tracked.ts'

/** A person whose own watchlist counts. */
export interface OwnReader {
  readonly personId: string
  readonly name: string
}

/** Reads the lists. */
export interface Follower {
  readonly publicLists: readonly TrackedPublic[]
  /** The own watchlists of these people, as far as they signed in. */
  ownLists(people: readonly OwnReader[]): Promise<readonly TrackedOwn[]>
  /** Everything that is followed, people named as when they signed in. */
  all(): Promise<readonly (TrackedPublic | TrackedOwn)[]>
  read(tracked: TrackedPublic | TrackedOwn, when: 'due' | 'now'): Promise<Reading>
}

/** What following needs. */
export interface FollowerDeps {
  readonly trakt: Pick<Trakt, 'read' | 'ownWatchlist'>
  readonly reader: ListReader
  readonly signIns: SignIns
  readonly settings: Settings
  /** What came and went on a list, one sentence. */
  readonly tell: (tracked: Tracked, sentence: string) => void
}

/** Asks with the token that is kept, and once more with a new one when Trakt refuses it. */
const askOwn =
  ({ trakt, signIns }: FollowerDeps, { personId }: TrackedOwn): AskList =>
  async (known, signal) => {
    const token = await signIns.token(personId)
    try {
      return await trakt.ownWatchlist(token, known, signal)
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'trakt.token-refused') throw thrown
      return trakt.ownWatchlist(await signIns.token(personId, token), known, signal)
    }
  }

/** Asks nothing yet. */
export const createFollower = (deps: FollowerDeps): Follower => {
  const { trakt, reader, signIns, settings } = deps
  const lists = publicLists(settings)
  const countsOwn = settings.trakt.watchlist

  const askOf = (tracked: TrackedPublic | TrackedOwn): AskList =>
    'list' in tracked ? (known, signal) => trakt.read(tracked.list, known, signal) : askOwn(deps, tracked)

  const ownLists: Follower['ownLists'] = async (people) => {
    if (!countsOwn) return []
    const signedIn = new Set((await signIns.all()).map(({ personId }) => personId))
    return people.filter(({ personId }) => signedIn.has(personId)).map(ownList)
  }

  return {
    publicLists: lists,
    ownLists,
    all: async () => [...lists, ...(await ownLists(await signIns.all()))],
    read: async (tracked, when) => {
      const reading = await reader.read(tracked, askOf(tracked), when)
      if (reading.change !== undefined) deps.tell(tracked, changeSentence(tracked.source, reading.change))
      return reading
    }
  }
}
