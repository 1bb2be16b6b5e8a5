/** Reads the other answers: containers, sections, on deck, sessions and who answers. Nothing here throws. */
import type { LibrarySection } from '#core/model/library.ts'
import { type PlexPath, plexPath } from '#core/model/place.ts'
import type { Session } from '#core/model/want.ts'
import type { HistoryRow, OnDeckEntry } from '#ports/media-server.ts'
import { ratingKeyOf, readViews } from './items.ts'
import { arr, bool, int, type Loose, obj, one, str, timeMs } from './readers.ts'

/** Entries that could be read and how many could not. */
export interface Read<Entry> {
  readonly entries: readonly Entry[]
  readonly skipped: number
}

/** The items of a list: `Metadata` in JSON, `Video` and `Directory` in XML. */
export const itemsIn = (container: Loose): readonly unknown[] =>
  container.Metadata === undefined ? [...arr(container.Video), ...arr(container.Directory)] : arr(container.Metadata)

/** A section with what tells whether it changed. */
export interface SectionState {
  readonly section: LibrarySection
  /** Another text = something changed; undefined = the server does not say, so it must be assumed. */
  readonly fingerprint: string | undefined
}

const readSection = (raw: unknown): SectionState | undefined => {
  const directory = obj(raw)
  const sectionId = str(directory?.key)
  const type = str(directory?.type)
  if (directory === undefined || sectionId === undefined || (type !== 'movie' && type !== 'show')) return undefined
  const paths = arr(directory.Location).map((location) => str(obj(location)?.path))
  const marks = [directory.contentChangedAt, directory.updatedAt, directory.scannedAt].map(str)
  return {
    section: {
      sectionId,
      title: str(directory.title) ?? `Library ${sectionId}`,
      type,
      locations: paths.filter((path) => path !== undefined).map(plexPath)
    },
    fingerprint: marks.every((mark) => mark === undefined) ? undefined : marks.join(' ')
  }
}

/** The movie and show libraries of `/library/sections`; music, photos and odd entries are left out. */
export const readSections = (container: Loose): readonly SectionState[] =>
  arr(container.Directory)
    .map(readSection)
    .filter((state) => state !== undefined)

/** An on deck entry; undefined when it is neither a movie nor an episode. */
export const readOnDeckEntry = (raw: unknown): OnDeckEntry | undefined => {
  const item = obj(raw)
  const ratingKey = item === undefined ? undefined : ratingKeyOf(item)
  if (item === undefined || ratingKey === undefined) return undefined
  if (item.type !== 'movie' && item.type !== 'episode') return undefined
  const views = readViews(item)
  return { ratingKey, viewOffsetMs: views.viewOffsetMs ?? 0, lastViewedAt: views.lastViewedAt }
}

/** One viewing; undefined for items that left the library and for anything but films and episodes. */
export const readHistoryRow = (raw: unknown): HistoryRow | undefined => {
  const row = obj(raw)
  const ratingKey = row === undefined ? undefined : ratingKeyOf(row)
  const personId = str(row?.accountID)
  const viewedAt = timeMs(row?.viewedAt)
  if (ratingKey === undefined || personId === undefined || viewedAt === undefined) return undefined
  return row?.type === 'movie' || row?.type === 'episode' ? { ratingKey, personId, viewedAt } : undefined
}

/** Pre-rolls and trailers are clips of section -2; live television has no file of the library. Neither concerns a file of ours. */
const isPassing = (item: Loose): boolean => {
  const type = str(item.type)
  const ofLibrary = type === undefined || type === 'movie' || type === 'episode'
  const live = bool(item.live) || str(item.key)?.startsWith('/livetv/') === true
  return !ofLibrary || live || (int(item.librarySectionID) ?? 0) < 0
}

const stateOf = (player: Loose | undefined): Session['state'] => {
  const state = str(player?.state)
  return state === 'paused' || state === 'buffering' ? state : 'playing'
}

const atLeastZero = (value: unknown): number | undefined => {
  const number = int(value)
  return number === undefined || number < 0 ? undefined : number
}

/** The file that is played: of the selected version where the server marks one. A transcoded part names none. */
const fileOf = (item: Loose): PlexPath | undefined => {
  const versions = arr(item.Media).map(obj)
  const version = versions.find((media) => bool(media?.selected)) ?? (versions.length === 1 ? versions[0] : undefined)
  const parts = arr(version?.Part).map(obj)
  const part = parts.find((candidate) => bool(candidate?.selected)) ?? (parts.length === 1 ? parts[0] : undefined)
  const file = str(part?.file)
  return file === undefined ? undefined : plexPath(file)
}

const titleOf = (item: Loose): string | undefined => {
  const title = str(item.title)
  const show = str(item.grandparentTitle)
  return show === undefined ? title : [show, title].filter((part) => part !== undefined).join(': ')
}

const readSession = (item: Loose): Session | undefined => {
  const ratingKey = ratingKeyOf(item)
  if (ratingKey === undefined) return undefined
  const user = one(item.User)
  const player = one(item.Player)
  return {
    ratingKey,
    person: str(user?.title) ?? 'Somebody',
    state: stateOf(player),
    sessionKey: str(item.sessionKey),
    personId: str(user?.id),
    player: str(player?.machineIdentifier),
    viewOffsetMs: atLeastZero(item.viewOffset),
    durationMs: atLeastZero(item.duration),
    file: fileOf(item),
    title: titleOf(item)
  }
}

/** What `/status/sessions` holds. A session that cannot be read is counted: whoever asks must not take it for silence. */
export const readSessionList = (container: Loose): Read<Session> => {
  const entries: Session[] = []
  let skipped = 0
  for (const raw of itemsIn(container)) {
    const item = obj(raw)
    const session = item === undefined ? undefined : readSession(item)
    if (item !== undefined && isPassing(item)) continue
    if (session === undefined) skipped += 1
    else entries.push(session)
  }
  const missing = Math.max(0, (int(container.size) ?? 0) - itemsIn(container).length)
  return { entries, skipped: skipped + missing }
}

/** Who answers, as far as the answer says. */
export const readServer = (
  container: Loose
): { readonly machineIdentifier: string | undefined; readonly version: string; readonly name: string | undefined } => ({
  machineIdentifier: str(container.machineIdentifier),
  version: str(container.version) ?? 'unknown',
  name: str(container.friendlyName)
})
