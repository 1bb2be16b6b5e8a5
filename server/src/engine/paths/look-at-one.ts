/** Looks at one file of every folder of the library under the name that the pairs in force give it, and compares its size with that in Plex. Searches nowhere. */
import type { PathMapping, PathSearch, Settings } from '@pcu/contract'
import { formatBytes } from '@pcu/contract'
import type { Location } from '#core/mapping/sample.ts'
import type { SeenAt } from '#core/mapping/weigh.ts'
import { isBelow, under } from '#core/resolve/path-map.ts'
import type { Clock } from '#ports/clock.ts'
import type { PathFinder } from '#ports/path-finder.ts'
import { Failure } from '#src/failure.ts'
import { placeBy } from './report.ts'

/** What looking needs. */
export interface LookDeps {
  readonly finder: Pick<PathFinder, 'lookAt'>
  readonly clock: Pick<Clock, 'now'>
  readonly settings: Settings
}

type Found = PathSearch['found'][string]
type Checked = NonNullable<Found['checked']>
type Evidence = Checked['evidence']

interface Compared {
  readonly plexFile: string
  readonly here: string
  readonly sizeBytes: number
  readonly at: SeenAt
}

const separatorOf = (plexFolder: string): string => (plexFolder.includes('\\') ? '\\' : '/')

const wordCompared = ({ plexFile, here, sizeBytes, at }: Compared): Evidence => {
  const named = `What Plex calls ${plexFile} (${formatBytes(sizeBytes)})`
  switch (at.kind) {
    case 'file':
      return at.sizeBytes === sizeBytes
        ? { sampled: 1, found: 1, sentence: `${named} is ${here} here, of the very same size.` }
        : { sampled: 1, found: 0, sentence: `${named} would be ${here}, but that has ${formatBytes(at.sizeBytes)}.` }
    case 'other':
      return { sampled: 1, found: 0, sentence: `${named} would be ${here}, but that is a link or no file.` }
    case 'nothing':
      return { sampled: 1, found: 0, sentence: `${named} would be ${here}, but there is no such file.` }
  }
}

const nothingListed: Evidence = {
  sampled: 0,
  found: 0,
  sentence: 'Plex lists no file there, so nothing can be compared.'
}

const evidenceAt = async (location: Location, folder: string, { finder, settings }: LookDeps): Promise<Evidence> => {
  const { realSource, additionalSources } = settings.paths
  const root = [realSource, ...additionalSources].find((one) => isBelow(folder, one))
  const [sample] = location.samples
  if (sample === undefined) return nothingListed
  if (root === undefined)
    return { sampled: 1, found: 0, sentence: `${folder} lies outside of REAL_SOURCE, below which all files must lie.` }
  const here = under(folder, sample.path)
  const at = await finder.lookAt({ root, path: here.slice(root === '/' ? 1 : root.length + 1) })
  const separator = separatorOf(location.path)
  const plexFile = `${location.path}${separator}${sample.path.replaceAll('/', separator)}`
  return wordCompared({ plexFile, here, sizeBytes: sample.sizeBytes, at })
}

/** A folder that cannot be read has that as its evidence. */
const checkedAt = async (location: Location, folder: string, deps: LookDeps): Promise<Checked> => {
  try {
    return { folder, evidence: await evidenceAt(location, folder, deps) }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return { folder, evidence: { sampled: 1, found: 0, sentence: thrown.told } }
  }
}

/** May wake the disks that hold these files; changes nothing. */
export const lookAtOneFileEach = async (
  { locations, pairs }: { readonly locations: readonly Location[]; readonly pairs: readonly PathMapping[] },
  deps: LookDeps
): Promise<PathSearch> => {
  const found: [string, Found][] = []
  for (const location of locations) {
    const place = placeBy(pairs, location.path)
    const checked = place === undefined ? null : await checkedAt(location, place.folder, deps)
    found.push([location.path, { checked, suggestion: null }])
  }
  return { at: deps.clock.now(), notes: [], found: Object.fromEntries(found) }
}
