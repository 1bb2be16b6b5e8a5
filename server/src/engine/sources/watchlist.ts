/** Everybody's watchlist as a source of wants. A private list is an answer; a list that nobody may read is no source at all. */

import type { Secret } from '#core/model/secret.ts'
import type { SourceReport, Want } from '#core/model/want.ts'
import { type KeptWatchlist, readKeptWatchlist } from '#core/wants/kept-watchlist.ts'
import { watchlistWants } from '#core/wants/watchlist.ts'
import { type History, seenBy } from '#engine/people/history.ts'
import type { Household, Member, WatchlistAccess } from '#engine/people/member.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { WantQuestion, WantSource } from '#ports/want-source.ts'
import { Failure } from '#src/failure.ts'
import { type Hearing, heardOf } from './hearing.ts'
import type { LastGood } from './last-good.ts'
import { reportOf } from './report.ts'
import type { TitleIds } from './title-ids.ts'

/** What the source needs. */
export interface WatchlistOptions {
  readonly cloud: Pick<PlexCloud, 'watchlist' | 'friendWatchlist' | 'friendsMark'>
  readonly household: Household
  readonly lastGood: LastGood
  readonly hearing: Hearing
  readonly titleIds: TitleIds
  /** WATCHLIST_EPISODES. */
  readonly episodes: number
  /** WATCHLIST_CACHE_EXPIRY: for so long a list is used again before Plex is asked; how long a file outlives its title on the list is the planner's. Milliseconds. */
  readonly expiryMs: number
}

interface Ask {
  readonly member: Member
  readonly question: WantQuestion
  /** What the friends' feed says now. A list that was read when it said the same is as it was. */
  readonly friendsMark: () => Promise<string>
}

/** Asked at most this often, whatever is set: what Plex asks of those who poll. Milliseconds. */
const leastMs = 60_000
/** Even a feed that says nothing is not believed longer. Milliseconds. */
const quietForMs = 24 * 3_600_000

interface Kept {
  readonly value: KeptWatchlist
  readonly at: number
}

const isEmpty = ({ titles, isPrivate }: KeptWatchlist): boolean => titles.length === 0 && !isPrivate

const nameOf = (member: Member): string => `watchlist ${member.person.id}`

const whyNot = (access: WatchlistAccess): string => {
  if (access.kind === 'outage') return access.detail
  return access.kind === 'unreadable' ? access.why : 'it is not asked for'
}

const isAsked = ({ watchlist: { kind } }: Member): boolean => kind === 'token' || kind === 'friend' || kind === 'outage'

/** What the friends' feed says, asked once a run; empty when it says nothing: then every list is asked for. */
const createMark = ({ cloud }: WatchlistOptions, signal: AbortSignal) => {
  let asked: Promise<string> | undefined
  const ask = async (token: Secret): Promise<string> => {
    try {
      return (await cloud.friendsMark(token, signal)) ?? ''
    } catch (thrown) {
      if (thrown instanceof Failure) return ''
      throw thrown
    }
  }
  return (token: Secret): Promise<string> => {
    asked ??= ask(token)
    return asked
  }
}

/** Reads one list by one way to it. What is known of it stands in `before`. */
const readBy = async (
  options: WatchlistOptions,
  { question, access, friendsMark }: Ask & { readonly access: WatchlistAccess },
  before: KeptWatchlist | undefined
): Promise<KeptWatchlist> => {
  const { cloud } = options
  const { signal } = question
  if (access.kind === 'friend') {
    // The mark is asked for before the list: what changes in between shows in the next mark.
    const validator = (await friendsMark()) || undefined
    const answer = await cloud.friendWatchlist(access.ownerToken, access.uuid, signal)
    if (answer.kind === 'private') return { titles: [], isPrivate: true, validator }
    return { titles: answer.entries, isPrivate: false, validator }
  }
  if (access.kind !== 'token') throw new Failure('cloud.unreachable', { sentence: whyNot(access), retry: 'later' })
  const answer = await cloud.watchlist(access.token, before?.validator, signal)
  if (answer.kind === 'unchanged') {
    return { titles: before?.titles ?? [], isPrivate: false, validator: before?.validator }
  }
  return { titles: answer.entries, isPrivate: false, validator: answer.validator }
}

/** Reads one list; when the token is refused, once more by the next way. */
const readList = async (
  options: WatchlistOptions,
  ask: Ask,
  before: KeptWatchlist | undefined
): Promise<KeptWatchlist> => {
  const { member, question } = ask
  try {
    return await readBy(options, { ...ask, access: member.watchlist }, before)
  } catch (thrown) {
    const isRefused = thrown instanceof Failure && thrown.code === 'cloud.token-refused'
    if (!isRefused || member.person.kind === 'owner') throw thrown
    const access = await options.household.refusedList(member, question.signal)
    return readBy(options, { ...ask, access }, before)
  }
}

/** Asks for each member's list; whoever does not answer is reported as silent and costs the others nothing. */
export const createWatchlistSource = (options: WatchlistOptions): WantSource => {
  const { household, lastGood, titleIds, hearing } = options

  /** What was read not long ago, or is known not to have changed. */
  const reusable = async ({ member, question, friendsMark }: Ask): Promise<Kept | undefined> => {
    const kept = await lastGood.kept({ name: nameOf(member), read: readKeptWatchlist })
    if (kept === undefined) return undefined
    const age = Math.abs(question.now - kept.at)
    if (age < Math.max(options.expiryMs, leastMs)) return kept
    const { validator } = kept.value
    if (member.watchlist.kind !== 'friend' || validator === undefined || age >= quietForMs) return undefined
    return (await friendsMark()) === validator ? kept : undefined
  }

  const askOne = async (ask: Ask, history: History): Promise<{ wants: readonly Want[]; report: SourceReport }> => {
    const { member, question } = ask
    const source = `watchlist of ${member.name}`
    const reused = await reusable(ask)
    const answer =
      reused === undefined
        ? await lastGood.ask<KeptWatchlist>({
            name: nameOf(member),
            signal: question.signal,
            ask: (before) => readList(options, ask, before),
            read: readKeptWatchlist,
            isEmpty
          })
        : ({ kind: 'fresh', value: reused.value } as const)
    hearing.note(member.person.id, 'watchlist', [heardOf(answer, reused?.at ?? question.now)])
    const report = reportOf(answer, ({ titles }) => titles.length === 0, {
      source,
      from: 'cloud',
      sectionId: '*',
      now: question.now
    })
    if (answer.kind === 'silent') return { wants: [], report }
    const library = await question.library
    const titles = await titleIds.find(answer.value.titles, library)
    const hasSeen = seenBy(member, history)
    const asked = { titles, person: member.name, source, now: question.now, episodes: options.episodes, hasSeen }
    return { wants: watchlistWants(asked, library), report }
  }

  return {
    name: 'watchlists',
    ask: async (question) => {
      const { members, history } = await household.members(question.signal)
      const mark = createMark(options, question.signal)
      const askMember = async (soon: Promise<Member>) => {
        const member = await soon
        if (!isAsked(member)) return []
        const { watchlist } = member
        const friendsMark = async () => (watchlist.kind === 'friend' ? mark(watchlist.ownerToken) : '')
        return [await askOne({ member, question, friendsMark }, history)]
      }
      const answers = (await Promise.all(members.map(askMember))).flat()
      titleIds.learn()
      return { wants: answers.flatMap(({ wants }) => wants), reports: answers.map(({ report }) => report) }
    }
  }
}
