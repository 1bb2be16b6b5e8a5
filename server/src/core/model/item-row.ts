/** One item as one compact text: 100 000 items as objects would cost three times the memory and every collection's time. */
import type { LibraryItem, MediaPart, MediaVersion, TitleRow } from './library.ts'
import { plexPath } from './place.ts'

/** Between two fields. No path and no title of this world holds it; one that does gets a replacement character. */
const gap = '\u0000'
/** Fields in front of the versions. */
const fixedFields = 15

const text = (value: string | undefined): string => {
  if (value === undefined) return ''
  return value.includes(gap) ? value.replaceAll(gap, '\ufffd') : value
}
const number = (value: number | undefined): string => (value === undefined ? '' : String(value))

/** The row of an item. Equal items have equal rows. Joined once from a list: adding texts up would keep every piece. */
export const packItem = (item: LibraryItem): string => {
  const fields = [
    text(item.ratingKey),
    text(item.sectionId),
    item.type,
    text(item.title),
    number(item.year),
    text(item.showKey),
    text(item.showTitle),
    number(item.season),
    number(item.episode),
    number(item.viewCount),
    number(item.lastViewedAt),
    number(item.viewOffsetMs),
    number(item.durationMs),
    number(item.addedAt),
    item.trashed ? '1' : ''
  ]
  for (const version of item.versions) {
    fields.push(`${version.optimized ? 'o' : 'v'}${version.parts.length}`)
    for (const part of version.parts) fields.push(text(part.file), number(part.sizeBytes))
  }
  return fields.join(gap)
}

const textOf = (field: string | undefined): string | undefined => (field === '' ? undefined : field)
const numberOf = (field: string | undefined): number | undefined =>
  field === undefined || field === '' ? undefined : Number(field)

const unpackVersions = (fields: readonly string[]): readonly MediaVersion[] => {
  const versions: MediaVersion[] = []
  for (let at = fixedFields; at < fields.length; ) {
    const mark = fields[at] ?? ''
    const end = at + 1 + 2 * Number(mark.slice(1))
    const parts: MediaPart[] = []
    for (let part = at + 1; part < end; part += 2) {
      parts.push({ file: plexPath(fields[part] ?? ''), sizeBytes: numberOf(fields[part + 1]) })
    }
    versions.push({ parts, optimized: mark.startsWith('o') })
    at = end
  }
  return versions
}

const titleOf = (fields: readonly string[]): TitleRow => ({
  ratingKey: fields[0] ?? '',
  sectionId: fields[1] ?? '',
  type: fields[2] === 'movie' ? 'movie' : 'episode',
  title: fields[3] ?? '',
  year: numberOf(fields[4]),
  showKey: textOf(fields[5]),
  showTitle: textOf(fields[6]),
  season: numberOf(fields[7]),
  episode: numberOf(fields[8])
})

/** The names in a row, without unpacking the rest. */
export const titleOfRow = (row: string): TitleRow => titleOf(row.split(gap, 9))

/** The item of a row. */
export const unpackItem = (row: string): LibraryItem => {
  const fields = row.split(gap)
  return {
    ...titleOf(fields),
    viewCount: numberOf(fields[9]) ?? 0,
    lastViewedAt: numberOf(fields[10]),
    viewOffsetMs: numberOf(fields[11]),
    durationMs: numberOf(fields[12]),
    addedAt: numberOf(fields[13]),
    trashed: fields[14] === '1',
    versions: unpackVersions(fields)
  }
}

/** The ratingKey of a row, without unpacking the rest. */
export const keyOfRow = (row: string): string => row.slice(0, row.indexOf(gap))
