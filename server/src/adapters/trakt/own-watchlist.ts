/** The watchlist of whoever signed in: proven unchanged with one request, or read whole. */
import type { Secret } from '#core/model/secret.ts'
import type { TraktAnswer, TraktValidator } from '#ports/trakt/trakt.ts'
import { garbled } from './failures.ts'
import { readWatchlist } from './lists.ts'
import { activitiesSchema, settingsSchema } from './payloads.ts'
import type { TraktRoom } from './room.ts'

const about = 'a watchlist of somebody who signed in'
const dayMs = 24 * 3_600_000

/** Whose token, and until when somebody waits for the answer. */
export interface Asker {
  readonly token: Secret
  readonly signal: AbortSignal
}

/** When the watchlist last changed, as text; undefined when Trakt does not say. */
const readMark = async ({ http }: TraktRoom, asker: Asker): Promise<string | undefined> => {
  const reply = await http.ask({ host: 'api', about, path: '/sync/last_activities', ...asker })
  const read = activitiesSchema.safeParse(reply.document)
  if (!read.success) throw garbled(about, 'it does not say when something changed')
  const { movies, shows, watchlist } = read.data
  const moments = [movies?.watchlisted_at, shows?.watchlisted_at, watchlist?.updated_at]
  return moments.every((moment) => moment === undefined || moment === null) ? undefined : moments.join(' ')
}

/** A list is read whole once a day, whatever Trakt says of changes; a reading from the future was made while the clock was wrong. */
const isSame = (known: TraktValidator | undefined, mark: string | undefined, now: number): boolean => {
  const [, readAt, knownMark] = /^(\d+) (.*)$/u.exec(known ?? '') ?? []
  if (mark === undefined || readAt === undefined) return false
  const age = now - Number(readAt)
  return knownMark === mark && age >= 0 && age < dayMs
}

/** Reads it. The mark is asked for before the list: what changes in between shows in the next mark. */
export const readOwnWatchlist = async (
  room: TraktRoom,
  known: TraktValidator | undefined,
  asker: Asker
): Promise<TraktAnswer> => {
  const mark = await readMark(room, asker)
  const now = room.clock.now()
  if (isSame(known, mark, now)) return { kind: 'unchanged' }
  const rows = await readWatchlist(room, { about, whose: 'me', ...asker })
  return {
    kind: 'list',
    titles: rows.map(({ title }) => title),
    validator: mark === undefined ? undefined : `${now} ${mark}`
  }
}

/** As Trakt calls them. */
export const readAccountName = async ({ http }: TraktRoom, asker: Asker): Promise<string> => {
  const asked = 'whose account this is'
  const reply = await http.ask({ host: 'api', about: asked, path: '/users/settings', ...asker })
  const read = settingsSchema.safeParse(reply.document)
  if (!read.success) throw garbled(asked, 'it names nobody')
  return read.data.user.name || read.data.user.username
}
