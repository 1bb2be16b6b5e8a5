/** What people are told of Trakt. */
import type { Settings, TraktListStatus, TraktPersonStatus, TraktStatus, TraktTitleStatus } from '@pcu/contract'
import type { Follower } from './follow.ts'
import type { Known, ListReader } from './reader.ts'
import type { SignedIn, SignIns } from './sign-ins.ts'
import type { Recognised } from './source.ts'
import type { TrackedOwn, TrackedPublic } from './tracked.ts'

/** What telling needs. */
export interface TellDeps {
  readonly follower: Follower
  readonly reader: ListReader
  readonly signIns: SignIns
  readonly recognised: Recognised
  readonly settings: Settings
  readonly requests: () => number
}

/** Why nobody can sign in, or null. */
export const whyNoSignIn = ({ trakt }: Settings): string | null => {
  if (trakt.clientSecret === '') return 'Nobody can sign in to Trakt without TRAKT_CLIENT_SECRET.'
  return trakt.watchlist ? null : 'Own watchlists do not count, as TRAKT_WATCHLIST says.'
}

const titlesOf = (
  tracked: TrackedPublic | TrackedOwn,
  known: Known | undefined,
  { recognised }: TellDeps
): readonly TraktTitleStatus[] =>
  (known?.titles ?? []).map((title, at) => ({
    position: at + 1,
    type: title.type,
    title: title.title,
    year: title.year ?? null,
    match: recognised.of(tracked, title) ?? 'unknown'
  }))

const listOf = async (tracked: TrackedPublic | TrackedOwn, deps: TellDeps): Promise<TraktListStatus> => {
  const known = await deps.reader.known(tracked)
  const titles = titlesOf(tracked, known, deps)
  const isLooked = titles.every(({ match }) => match !== 'unknown')
  return {
    name: tracked.source,
    kind: tracked.wish.kind,
    count: known === undefined ? null : titles.length,
    inLibrary: known === undefined || !isLooked ? null : titles.filter(({ match }) => match !== 'none').length,
    readAt: known?.at ?? null,
    nextAt: await deps.reader.dueAt(tracked),
    trouble: deps.reader.trouble(tracked) ?? null,
    titles: [...titles]
  }
}

const personOf = ({ personId, name, account, since, isLost }: SignedIn): TraktPersonStatus => ({
  personId,
  name,
  account: account ?? null,
  since,
  isLost
})

/** Everything at this moment. Asks nobody. */
export const tellTrakt = async (deps: TellDeps): Promise<TraktStatus> => {
  const lists = await deps.follower.all()
  return {
    enabled: true,
    sentence: `Trakt is asked for ${lists.length} ${lists.length === 1 ? 'list' : 'lists'}, each every ${deps.settings.trakt.checkIntervalSeconds} seconds (TRAKT_CHECK_INTERVAL).`,
    noSignIn: whyNoSignIn(deps.settings),
    people: (await deps.signIns.all()).map(personOf),
    lists: await Promise.all(lists.map((tracked) => listOf(tracked, deps))),
    requests: deps.requests()
  }
}

/** Of a Trakt that is not asked. */
export const tellOff = ({ trakt }: Settings): TraktStatus => ({
  enabled: trakt.enabled,
  sentence: trakt.enabled
    ? 'Trakt is not asked, because TRAKT_CLIENT_ID is empty: make an application at https://app.trakt.tv/settings/apps and set its client id.'
    : 'Trakt is not asked (TRAKT_ENABLED is off).',
  noSignIn: 'Trakt is not asked.',
  people: [],
  lists: [],
  requests: 0
})
