/** Tells whether two readings of an item are the same, so that the older object can stay. */
import type { LibraryItem, MediaVersion } from '#core/model/library.ts'

const plainFields = [
  'ratingKey',
  'sectionId',
  'type',
  'title',
  'year',
  'showKey',
  'showTitle',
  'season',
  'episode',
  'viewCount',
  'lastViewedAt',
  'viewOffsetMs',
  'durationMs',
  'trashed'
] as const satisfies readonly (keyof LibraryItem)[]

const sameVersion = (a: MediaVersion, b: MediaVersion | undefined): boolean =>
  b !== undefined &&
  a.optimized === b.optimized &&
  a.parts.length === b.parts.length &&
  a.parts.every((part, n) => part.file === b.parts[n]?.file && part.sizeBytes === b.parts[n]?.sizeBytes)

/** True when nothing differs that the product reads. */
export const sameItem = (a: LibraryItem, b: LibraryItem): boolean =>
  plainFields.every((field) => a[field] === b[field]) &&
  a.versions.length === b.versions.length &&
  a.versions.every((version, n) => sameVersion(version, b.versions[n]))
