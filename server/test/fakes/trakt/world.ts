/** What the simulated Trakt knows: titles, charts, lists, accounts, codes and tokens. */
import { createHash } from 'node:crypto'
import type { VirtualClock } from '#test/fakes/kit/clock.ts'

/** A title as Trakt knows it; ids that it does not know are null, as in its answers. */
export interface TitleSpec {
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year?: number | null
  readonly imdb?: string | null
  readonly tmdb?: number | null
  readonly tvdb?: number | null
}

export type ChartName = 'trending' | 'popular' | 'anticipated'

/** An entry of a list; anything but a title is there to be passed over. */
export interface Entry {
  readonly title: TitleSpec | 'a person'
  /** Epoch ms. */
  readonly at: number
}

export interface Account {
  readonly username: string
  watchlist: readonly Entry[]
  /** Epoch ms of the last change of the watchlist, by type. */
  changedAt: { movie: number; show: number }
  isPrivate: boolean
}

export interface Session {
  readonly username: string
  access: string
  refresh: string
  /** Epoch ms. */
  expiresAt: number
  isOver: boolean
  /** Every refresh token that was good once. */
  readonly used: Set<string>
}

export interface Code {
  readonly deviceCode: string
  readonly userCode: string
  readonly expiresAt: number
  /** Epoch ms of the last question. */
  askedAt: number
  state: 'pending' | 'denied' | 'used' | { readonly approvedBy: string }
}

export interface World {
  readonly clock: VirtualClock
  readonly clientId: string
  readonly clientSecret: string
  readonly charts: Map<string, readonly TitleSpec[]>
  /** By `user/slug` or by number as text. */
  readonly lists: Map<string, { items: readonly Entry[]; isPrivate: boolean }>
  readonly accounts: Map<string, Account>
  readonly sessions: Session[]
  readonly codes: Map<string, Code>
  /** How long an access token lives, ms. */
  readonly tokenLifeMs: number
  /** Between two questions about a code, seconds. */
  readonly intervalS: number
  readonly urls: { api: string; auth: string }
  /** Numbers everything that is made. */
  next(): number
}

export const fingerprint = (...words: readonly (string | number)[]): string =>
  createHash('sha256').update(words.join('\n')).digest('hex')

export const chartKey = (chart: ChartName, type: TitleSpec['type']): string => `${chart} ${type}`

/** The account, made when it is first named. */
export function accountOf(world: World, username: string): Account {
  const known = world.accounts.get(username)
  if (known !== undefined) return known
  const made: Account = { username, watchlist: [], changedAt: { movie: 0, show: 0 }, isPrivate: false }
  world.accounts.set(username, made)
  return made
}

/** The session whose access token this is, while it is good. */
export function sessionOf(world: World, access: string | undefined): Session | undefined {
  return world.sessions.find(
    (session) => session.access === access && !session.isOver && session.expiresAt > world.clock.now()
  )
}

export function grant(world: World, username: string): Session {
  const number = world.next()
  const session: Session = {
    username,
    access: `trakt-access-${fingerprint(username, number).slice(0, 40)}`,
    refresh: `trakt-refresh-${fingerprint(number, username).slice(0, 40)}`,
    expiresAt: world.clock.now() + world.tokenLifeMs,
    isOver: false,
    used: new Set()
  }
  world.sessions.push(session)
  return session
}
