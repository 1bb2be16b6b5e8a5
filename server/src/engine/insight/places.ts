/** Where the file of a play belongs, by its name alone. */
import type { Settings } from '@pcu/contract'
import type { KnownDisk } from '#core/insight/disk-state.ts'
import type { LibraryIndex, LibraryItem, MediaVersion } from '#core/model/library.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import { isBelow, type PathMap } from '#core/resolve/path-map.ts'
import { roadsOf } from '#engine/layout.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { Seen } from '#engine/why/seen.ts'

/** What was known when a play was heard of: a run that the play itself leads to may know more a moment later. */
export interface Moment {
  readonly seen: Seen | undefined
  readonly library: LibraryIndex | undefined
  readonly incoming: ReadonlySet<string>
  readonly disks: ReadonlyMap<string, KnownDisk>
}

/** Where it is. elsewhere: in no library here; unknown: nobody knows which file it is. */
type PlacedPlay =
  | { readonly kind: 'placed'; readonly unit: UnitId }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unknown' }

/** The places. */
export interface Places {
  find(known: Pick<Moment, 'seen' | 'library'>, session: Pick<Session, 'ratingKey' | 'file'>): PlacedPlay
  /** The array root of a unit where there is but one it can be on. */
  onlyDisk(unit: UnitId): string | undefined
}

type Played = Pick<Session, 'file'>

/** The version whose file is played; the first one where the server does not say. */
const versionOf = (item: LibraryItem | undefined, { file }: Played): MediaVersion | undefined =>
  item?.versions.find(({ parts }) => parts.some((part) => part.file === file)) ?? item?.versions[0]

/** Bytes of all files of the version that is played; undefined when Plex does not say. */
export const bytesOf = (item: LibraryItem | undefined, played: Played): number | undefined => {
  const parts = versionOf(item, played)?.parts ?? []
  const known = parts.flatMap(({ sizeBytes }) => (sizeBytes === undefined ? [] : [sizeBytes]))
  return parts.length === 0 || known.length < parts.length ? undefined : known.reduce((sum, size) => sum + size, 0)
}

/** Names alone: no call to any disk. */
export const createPlaces = (deps: {
  readonly settings: Settings
  readonly live: Pick<LiveState, 'roots'>
}): Places => {
  const mapOf = ({ seen }: Pick<Moment, 'seen'>): PathMap => seen?.pathMap ?? roadsOf(deps.settings).pathMap
  return {
    find: (known, session) => {
      const version = versionOf(known.library?.item(session.ratingKey), session)
      const file = version?.parts[0]?.file ?? session.file
      if (file === undefined) return { kind: 'unknown' }
      const placement = mapOf(known).place(file)
      return placement.kind === 'placed' ? { kind: 'placed', unit: placement.share } : { kind: 'elsewhere' }
    },
    onlyDisk: (unit) => {
      const roots = deps.live.roots()
      const report = [...(roots?.sources ?? []), roots].find(
        (one) => one !== undefined && isBelow(unit, one.share.path)
      )
      return report?.branches.length === 1 ? report.branches[0] : undefined
    }
  }
}
