/** Tolerant readers of single fields: Plex writes the same fact as number, string or boolean, and leaves empty lists out. */

/** Every field of Plex's answers that this product reads. Nothing is promised about its type. */
type PlexField =
  | 'Activity'
  | 'ActivityNotification'
  | 'Directory'
  | 'Guid'
  | 'Location'
  | 'Media'
  | 'MediaContainer'
  | 'Metadata'
  | 'NotificationContainer'
  | 'Part'
  | 'PlaySessionStateNotification'
  | 'Player'
  | 'StatusNotification'
  | 'TimelineEntry'
  | 'User'
  | 'Video'
  | 'accountID'
  | 'clientIdentifier'
  | 'contentChangedAt'
  | 'deletedAt'
  | 'duration'
  | 'event'
  | 'file'
  | 'friendlyName'
  | 'grandparentKey'
  | 'grandparentRatingKey'
  | 'grandparentTitle'
  | 'guid'
  | 'id'
  | 'index'
  | 'key'
  | 'lastViewedAt'
  | 'librarySectionID'
  | 'live'
  | 'machineIdentifier'
  | 'notificationName'
  | 'parentIndex'
  | 'path'
  | 'proxyType'
  | 'ratingKey'
  | 'scannedAt'
  | 'selected'
  | 'sessionKey'
  | 'size'
  | 'state'
  | 'target'
  | 'title'
  | 'totalSize'
  | 'type'
  | 'updatedAt'
  | 'version'
  | 'viewCount'
  | 'viewedAt'
  | 'viewOffset'
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

/** The first object, whether it stands alone or in a list. */
export const one = (value: unknown): Loose | undefined => obj(arr(value)[0])

/** The last second that a date can hold. */
const lastSecond = 8_640_000_000_000

/** Epoch milliseconds of epoch seconds; 0 and nonsense are no time. */
export const timeMs = (value: unknown): number | undefined => {
  const seconds = int(value)
  return seconds === undefined || seconds <= 0 || seconds > lastSecond ? undefined : seconds * 1000
}
