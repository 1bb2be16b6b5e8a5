/** What is wrong with the additional libraries as they are set: they overlap, or the lists do not belong together. */

import type { SettingComplaint } from '../settings/complaint.ts'
import type { Settings } from '../settings/schema.ts'
import { additionalSourcesOf, fitsAsFolder } from './additional-sources.ts'

/** True when `inner` is `outer` or lies below it; compared by whole components, so /mnt/cache2 is not below /mnt/cache. */
export function isSameOrBelow(inner: string, outer: string): boolean {
  return inner === outer || outer === '/' || inner.startsWith(`${outer}/`)
}

/** How a folder lies to another one, as the verb of a sentence; undefined when they are apart. */
export function relationOf(folder: string, other: string): string | undefined {
  if (folder === other) return 'is the same folder as'
  if (isSameOrBelow(folder, other)) return 'lies inside'
  return isSameOrBelow(other, folder) ? 'contains' : undefined
}

const sourcesKey = { severity: 'error', key: 'paths.additionalSources', variable: 'ADDITIONAL_SOURCES' } as const

const overlap = (path: string, relation: string, other: string): SettingComplaint => ({
  code: 'sources-overlap',
  ...sourcesKey,
  message: `${path} (ADDITIONAL_SOURCES) ${relation} ${other}: a file may have one place only, so take it out, or name folders that lie apart.`
})

/** Pools that do not tell upper from lower case, or one spelling of an accent from the other, would give both one folder. */
const folded = (path: string): string => path.normalize('NFC').toLowerCase()

const overlapWith = (path: string, others: readonly (readonly [path: string, shown: string])[]) =>
  others.flatMap(([other, shown]) => {
    const relation = relationOf(path, other)
    if (relation !== undefined) return [overlap(path, relation, shown)]
    return folded(path) === folded(other) ? [overlap(path, 'differs only in its spelling from', shown)] : []
  })

function overlappingSources({ paths }: Settings): readonly SettingComplaint[] {
  return paths.additionalSources.flatMap((path, position) => {
    const earlier = paths.additionalSources.slice(0, position)
    const arrays = paths.arraySources.map((array) => [array, `${array} (ARRAY_SOURCES)`] as const)
    return overlapWith(path, [
      [paths.realSource, `${paths.realSource} (REAL_SOURCE)`],
      ...arrays,
      ...earlier.map((other) => [other, `${other}, named before it`] as const)
    ])
  })
}

function longSources({ paths }: Settings): readonly SettingComplaint[] {
  return paths.additionalSources
    .filter((path) => !fitsAsFolder(path))
    .map((path) => ({
      code: 'source-too-long',
      ...sourcesKey,
      message: `${path} (ADDITIONAL_SOURCES) is too long to be the name of one folder on the pool: map it into the container by a shorter path.`
    }))
}

function differentLists({ paths }: Settings): readonly SettingComplaint[] {
  const here = paths.additionalSources.length
  const inPlex = paths.additionalPlexSources.length
  if (inPlex === 0 || inPlex === here) return []
  const unnamed = additionalSourcesOf(paths).filter(({ plexPath }) => plexPath === undefined)
  const rest =
    inPlex > here
      ? 'those at the end are not used'
      : `${unnamed.map(({ path }) => path).join(', ')} ${unnamed.length === 1 ? 'has' : 'have'} no path in Plex, so files are looked for there by name`
  return [
    {
      code: 'lists-differ',
      severity: 'warning',
      key: 'paths.additionalPlexSources',
      variable: 'ADDITIONAL_PLEX_SOURCES',
      message: `ADDITIONAL_PLEX_SOURCES has ${inPlex} paths, ADDITIONAL_SOURCES has ${here}: they belong together one by one (- stands for none); ${rest}.`
    }
  ]
}

/** Everything about additional libraries. */
export function sourceComplaints(settings: Settings): readonly SettingComplaint[] {
  return [...overlappingSources(settings), ...longSources(settings), ...differentLists(settings)]
}
