/** Puts together what is known of the library's folders, without touching a disk: the pairs in force and what the last search found. */
import {
  type KnownLocations,
  type LibraryPath,
  mappingText,
  type PathMapping,
  type PathReport,
  type PathSearch,
  type Problem
} from '@pcu/contract'
import { folderBy } from '#core/resolve/path-map.ts'
import { summary } from './words.ts'

/** What is known. */
export interface Known {
  readonly sections: KnownLocations
  readonly pairs: readonly PathMapping[]
  readonly search: PathSearch | undefined
}

/** Where the pairs in force put a folder of Plex. */
export const placeBy = (
  pairs: readonly PathMapping[],
  location: string
): { readonly folder: string; readonly pair: PathMapping } | undefined => {
  const rules = pairs.map((pair) => ({ plex: pair.plexPath, share: pair.realPath, pair }))
  const found = folderBy(rules, location)
  const rule = rules.find((candidate) => candidate === found?.rule)
  return found === undefined || rule === undefined ? undefined : { folder: found.folder, pair: rule.pair }
}

const unmapped = (location: string, section: string): string =>
  `Plex keeps ${section} in ${location}, and neither PLEX_SOURCE nor PATH_MAPPINGS says where that lies here, so nothing of it is ever cached.`

type Found = PathSearch['found'][string]
type Findings = Pick<LibraryPath, 'evidence' | 'suggestion'>

/** A search is as old as it is: what it says of a folder that is another one by now does not count, nor what was taken over since. */
const stillTrue = ({ checked, suggestion }: Found, folder: string | undefined): Findings => {
  const evidence = checked?.folder === folder ? (checked?.evidence ?? null) : null
  const isSettled = folder !== undefined && suggestion?.folders.includes(folder) === true
  return { evidence, suggestion: isSettled ? null : suggestion }
}

const describe = (
  { sectionId, title }: KnownLocations[number],
  { location, known }: { readonly location: string; readonly known: Known }
): LibraryPath => {
  const place = placeBy(known.pairs, location)
  const found = known.search?.found[location]
  const where =
    place === undefined
      ? { folder: null, pair: null, sentence: unmapped(location, title) }
      : {
          folder: place.folder,
          pair: mappingText(place.pair),
          sentence: `Plex keeps ${title} in ${location}; here it is ${place.folder}.`
        }
  const findings = found === undefined ? { evidence: null, suggestion: null } : stillTrue(found, place?.folder)
  return { sectionId, section: title, location, ...where, ...findings }
}

/** Every location with what is known of it. */
export const reportOf = (known: Known): PathReport => {
  const locations = known.sections.flatMap((section) =>
    section.locations.map((location) => describe(section, { location, known }))
  )
  return {
    sentence: summary(locations, known.search),
    lookedAt: known.search?.at ?? null,
    locations,
    notes: known.search?.notes ?? []
  }
}

const wayOut = ({ suggestion }: LibraryPath): string => {
  if (suggestion === null) return '"pcu paths find" looks for it on the disks.'
  return suggestion.kind === 'one' ? `${suggestion.sentence} "pcu paths accept" takes it over.` : suggestion.sentence
}

/** One problem for every folder that has no place here. Where others have one, somebody may have left it out on purpose. */
export const problemsOfPaths = ({ locations }: PathReport): readonly Problem[] => {
  const severity = locations.some(({ folder }) => folder !== null) ? 'info' : 'warning'
  return locations
    .filter(({ folder }) => folder === null)
    .map((path) => ({
      id: `paths.${path.sectionId}.${path.location}`,
      severity,
      sentence: `${path.sentence} ${wayOut(path)}`,
      setting: 'PATH_MAPPINGS'
    }))
}
