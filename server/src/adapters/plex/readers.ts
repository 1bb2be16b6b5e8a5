/** Tolerant readers of single fields: Plex writes the same fact as number, string or boolean, and leaves empty lists out. */

/** Every field of Plex's answers that this product reads. Nothing is promised about its type. */
type PlexField =
  | 'Activity'
  | 'ActivityNotification'
  | 'Directory'
  | 'Guid'
  | 'IPv6'
  | 'Location'
  | 'Media'
  | 'MediaContainer'
  | 'Metadata'
  | 'NotificationContainer'
  | 'Part'
  | 'PlaySessionStateNotification'
  | 'Player'
  | 'RSSInfo'
  | 'Section'
  | 'Server'
  | 'SharedServer'
  | 'StatusNotification'
  | 'TimelineEntry'
  | 'User'
  | 'Video'
  | 'accessToken'
  | 'accountID'
  | 'active'
  | 'address'
  | 'admin'
  | 'addedAt'
  | 'allLibraries'
  | 'authToken'
  | 'authenticationToken'
  | 'author'
  | 'clientIdentifier'
  | 'code'
  | 'connections'
  | 'contentChangedAt'
  | 'createdAt'
  | 'data'
  | 'deletedAt'
  | 'duration'
  | 'email'
  | 'endCursor'
  | 'error'
  | 'errors'
  | 'event'
  | 'expiresAt'
  | 'expiresIn'
  | 'file'
  | 'friendlyName'
  | 'grandparentKey'
  | 'grandparentRatingKey'
  | 'grandparentTitle'
  | 'guest'
  | 'guid'
  | 'guids'
  | 'hasNextPage'
  | 'home'
  | 'httpsRequired'
  | 'id'
  | 'index'
  | 'items'
  | 'key'
  | 'lastViewedAt'
  | 'librarySectionID'
  | 'live'
  | 'local'
  | 'machineIdentifier'
  | 'message'
  | 'name'
  | 'nodes'
  | 'notificationName'
  | 'offset'
  | 'owned'
  | 'pageInfo'
  | 'parentIndex'
  | 'path'
  | 'pong'
  | 'port'
  | 'product'
  | 'protected'
  | 'provides'
  | 'proxyType'
  | 'pubDate'
  | 'ratingKey'
  | 'relay'
  | 'restricted'
  | 'scannedAt'
  | 'selected'
  | 'sessionKey'
  | 'shared'
  | 'sharedServers'
  | 'size'
  | 'state'
  | 'status'
  | 'subscription'
  | 'target'
  | 'thumb'
  | 'title'
  | 'totalSize'
  | 'type'
  | 'updatedAt'
  | 'uri'
  | 'url'
  | 'user'
  | 'userID'
  | 'userV2'
  | 'username'
  | 'users'
  | 'uuid'
  | 'version'
  | 'viewCount'
  | 'viewOffset'
  | 'viewedAt'
  | 'watchlist'
  | 'year'

/** An object of an answer, before anything is known about its fields. */
export type Loose = { readonly [Field in PlexField]?: unknown }

const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object, or undefined when it is none. */
export const obj = (value: unknown): Loose | undefined => (isLoose(value) ? value : undefined)

/** Text that is not empty; numbers are written out. */
export const str = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

const whole = (value: number): number | undefined =>
  Number.isSafeInteger(Math.trunc(value)) ? Math.trunc(value) : undefined

/** A whole number, also when it is written as text; fractions are cut, and what no number holds exactly is none. */
export const int = (value: unknown): number | undefined => {
  if (typeof value === 'number') return whole(value)
  return typeof value !== 'string' || value.trim() === '' ? undefined : whole(Number(value))
}

/** True for true, 1, "1" and "true"; anything else is no. */
export const bool = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true'

/** A list: absent is empty, a single value is a list of one. */
export const arr = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The list that must be there: undefined for anything else, because here absent is not empty. */
export const rows = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined)

/** Every row as `read` makes it; undefined as soon as one of them cannot be read. */
export const everyRow = <Row>(
  values: readonly unknown[] | undefined,
  read: (row: Loose) => Row | undefined
): readonly Row[] | undefined => {
  if (values === undefined) return undefined
  const entries: Row[] = []
  for (const value of values) {
    const row = obj(value)
    const entry = row === undefined ? undefined : read(row)
    if (entry === undefined) return undefined
    entries.push(entry)
  }
  return entries
}

/** The first object, whether it stands alone or in a list. */
export const one = (value: unknown): Loose | undefined => obj(arr(value)[0])

/** The last second that a date can hold. */
const lastSecond = 8_640_000_000_000

/** Epoch milliseconds of epoch seconds; 0 and nonsense are no time. */
export const timeMs = (value: unknown): number | undefined => {
  const seconds = int(value)
  return seconds === undefined || seconds <= 0 || seconds > lastSecond ? undefined : seconds * 1000
}
