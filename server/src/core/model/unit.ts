/** Units: a version's video files and their sidecars, always moved together, keyed by the path of the first video. */
import type { Reason } from '@pcu/contract'
import type { OrphanNote } from '#core/move/orphan.ts'
import type { ArrayPath, PlexPath, PoolPath, SharePath } from './place.ts'
import type { Want, WantKind } from './want.ts'

/** The share path of the unit's first video. */
export type UnitId = SharePath

/** How a cached file is served: merged by a union, through a link at the old name, or not at all. */
export type Presentation = 'union' | 'symlink' | 'bare'
/** What becomes of the original while the copy serves. */
export type OriginalFate = 'keep' | 'backup' | 'remove'
/** The effective mode (storage protocol, two independent choices). */
export interface Mode {
  readonly presentation: Presentation
  readonly original: OriginalFate
}

/** A file as one look found it. Nanosecond times and inode numbers are decimal text, because they exceed what a number holds exactly. */
export interface SeenFile {
  readonly path: SharePath
  /** The branch of the array on which the look found it. */
  readonly arrayRoot: ArrayPath
  readonly role: 'video' | 'sidecar'
  readonly sizeBytes: number
  readonly allocatedBytes: number
  readonly links: number
  /** Newer of mtime and ctime, epoch milliseconds. */
  readonly changedAt: number
}

/** A neighbour that would belong to a unit and stays behind. */
export interface LeftOut {
  /** Below the share root; for reading only, as it may hold a mark for bytes that are no text. */
  readonly path: string
  readonly reason: Reason
}

/** What was found on the array when a unit was last looked at. A look is remembered, so that a sleeping disk is not asked twice. */
export interface Inspection {
  readonly unit: UnitId
  readonly lookedAt: number
  /** Present when the unit may be moved: videos first, spelled as on the disk. */
  readonly files: readonly SeenFile[]
  /** Sidecars that stay behind, each with its reason; they never stop a video. */
  readonly leftOut?: readonly LeftOut[]
  /** Why it may not, and until when that answer is good (epoch milliseconds). */
  readonly refusal?: { readonly rule: string; readonly reason: Reason; readonly until: number }
  /** What the look met that says something about a whole disk. */
  readonly trouble?: RootTrouble
}

/** An error that a look met: a place that could not be read, or a root that did not answer. */
export interface RootTrouble {
  readonly root: ArrayPath
  readonly kind: 'read-failed' | 'gone'
  /** One sentence for people. */
  readonly sentence: string
}

/** One video file with its places, known without touching a disk. */
export interface PlacedFile {
  readonly plexPath: PlexPath
  readonly sharePath: SharePath
  readonly poolPath: PoolPath
  /** Bytes as Plex says; undefined when it does not. */
  readonly sizeBytes: number | undefined
}

/** The files that Plex lists in the place of older ones, with the bytes that it saw in them. */
export interface Successor {
  readonly files: readonly {
    readonly sharePath: SharePath
    readonly sizeBytes: number
    /** What Plex calls its titles; left out where they are the older file's. */
    readonly ratingKeys?: readonly string[] | undefined
  }[]
}

/** Whether Plex lists a file for the very title of the older one, or only one of its exact size. */
export type Renamed = 'surely' | 'perhaps'

/** A unit somebody may want: where its videos are and who wants it. */
export interface Unit {
  readonly id: UnitId
  readonly title: string
  readonly sectionId: string
  /** Sections beside `sectionId` whose items hold the same file. */
  readonly otherSectionIds?: readonly string[]
  readonly ratingKeys: readonly string[]
  readonly videos: readonly PlacedFile[]
  readonly wants: readonly Want[]
  readonly trashed: boolean
  /** The owner's latest view of all its items, when every one of them is watched. */
  readonly watchedAt: number | undefined
  /** The files of other versions of its titles, in order; absent where nobody looked. */
  readonly versionsBeside?: readonly SharePath[]
}

/** A file on the pool that we put there. */
export interface OwnedFile {
  readonly sharePath: SharePath
  readonly poolPath: PoolPath
  /** The branch of the array that it came from and goes home to. */
  readonly arrayRoot: ArrayPath
  readonly role: 'video' | 'sidecar'
  readonly sizeBytes: number
  /** The bytes that Plex listed for it when the array was last compared with that; undefined when it never was. */
  readonly listedSizeBytes?: number | undefined
  /** Present when somebody deleted or replaced it and a person should look. */
  readonly orphan?: OrphanNote | undefined
}

/** A unit on the pool that we put there, from the ledger. The ledger alone allows a return. */
export interface OwnedUnit {
  readonly rowId: number
  readonly id: UnitId
  readonly title: string
  readonly ratingKeys: readonly string[]
  readonly sectionId: string
  readonly mode: Mode
  readonly state: 'complete' | 'partial' | 'orphan'
  readonly promotedAt: number
  /** When some source last wanted it, epoch milliseconds. */
  readonly lastWantedAt: number
  /** The viewing that was already known when it was last wanted (epoch milliseconds), if there was one. */
  readonly watchedWhenWanted?: number | undefined
  /** Of which kinds the wishes were when it was last wanted; undefined when that was not noted. */
  readonly lastWantedBy?: readonly WantKind[] | undefined
  /** The files of other versions of its titles when Plex last listed it; undefined when that was never noted. */
  readonly knownFiles?: readonly string[] | undefined
  /** Why it was promoted. */
  readonly because: readonly [Reason, ...Reason[]]
  readonly files: readonly OwnedFile[]
  readonly sizeBytes: number
}
