/** Reads Plex's notifications, whatever their envelope. */

import { arr, int, type Loose, obj, one, str } from '#adapters/plex/readers.ts'
import type { MediaAlert } from '#ports/media-server.ts'

/** Something a notification says. */
export type Notice = Extract<MediaAlert, { kind: 'playback' | 'library' }>

type PlaybackState = Extract<Notice, { kind: 'playback' }>['state']

/** Timeline states after which the library holds something else: 5 = processed, 9 = deleted. */
const settledStates: ReadonlySet<number> = new Set([5, 9])

const states: ReadonlyMap<string, PlaybackState> = new Map([
  ['playing', 'playing'],
  ['paused', 'paused'],
  ['buffering', 'buffering'],
  ['stopped', 'stopped'],
  ['error', 'stopped']
])

const playbackNotice = (raw: unknown): Notice | undefined => {
  const entry = obj(raw)
  const sessionKey = int(entry?.sessionKey)
  const ratingKey = str(entry?.ratingKey)
  const state = states.get(str(entry?.state) ?? '')
  if (sessionKey === undefined || ratingKey === undefined || state === undefined) return undefined
  const viewOffsetMs = int(entry?.viewOffset)
  return {
    kind: 'playback',
    sessionKey: String(sessionKey),
    ratingKey,
    player: str(entry?.clientIdentifier),
    state,
    viewOffsetMs: viewOffsetMs === undefined || viewOffsetMs < 0 ? undefined : viewOffsetMs
  }
}

const isScanEnd = (raw: unknown): boolean => {
  const entry = obj(raw)
  return entry?.event === 'ended' && one(entry.Activity)?.type === 'library.update.section'
}

const changesLibrary = (container: Loose): boolean =>
  arr(container.TimelineEntry).some((raw) => settledStates.has(int(obj(raw)?.state) ?? -1)) ||
  arr(container.ActivityNotification).some(isScanEnd) ||
  arr(container.StatusNotification).some((raw) => obj(raw)?.notificationName === 'LIBRARY_UPDATE')

/**
 * What one frame says; nothing when it is unknown or odd. A websocket wraps its lists into a `NotificationContainer`,
 * an event stream sends the single object bare.
 */
export const readNotices = (frame: unknown): readonly Notice[] => {
  const top = obj(frame)
  const container = obj(top?.NotificationContainer) ?? top
  if (container === undefined) return []
  const playback = arr(container.PlaySessionStateNotification).map(playbackNotice)
  const notices = playback.filter((notice) => notice !== undefined)
  return changesLibrary(container) ? [...notices, { kind: 'library' }] : notices
}

/** What one text frame says; garbage says nothing. */
export const noticesOfText = (text: string): readonly Notice[] => {
  try {
    return readNotices(JSON.parse(text))
  } catch {
    // A frame that is no JSON tells nothing, and the next one may be good.
    return []
  }
}
