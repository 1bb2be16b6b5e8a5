/** From proposals to pairs: which of them are taken over, and what PATH_MAPPINGS says then. Decides alone; saving is somebody else's. */
import { mappingText, type PathReport, pathMappingOf, plexPathKey, type Settings } from '@pcu/contract'

/** What to save, or why nothing is. */
export type Accepted =
  | { readonly kind: 'mappings'; readonly mappings: readonly string[]; readonly taken: readonly string[] }
  | { readonly kind: 'refused'; readonly sentence: string }

const keyOf = (text: string): string => plexPathKey(pathMappingOf(text)?.plexPath ?? text)

/**
 * The pairs with the proposals taken over; of a folder that PATH_MAPPINGS names already its new place counts.
 *
 * @param wanted locations as Plex calls them; undefined: every one with a proposal
 */
export const acceptProposals = (
  report: PathReport,
  paths: Pick<Settings['paths'], 'plexSource' | 'mappings'>,
  wanted: readonly string[] | undefined
): Accepted => {
  const stranger = wanted?.find((location) => !report.locations.some((path) => path.location === location))
  if (stranger !== undefined) return { kind: 'refused', sentence: `No library has a folder called ${stranger}.` }
  const asked = report.locations.filter(({ location }) => wanted?.includes(location) ?? true)
  const taken = asked.flatMap(({ location, suggestion }) => {
    const [folder] = suggestion?.kind === 'one' ? suggestion.folders : []
    return folder === undefined ? [] : [{ location, text: mappingText({ plexPath: location, realPath: folder }) }]
  })
  const without = wanted?.find((location) => !taken.some((proposal) => proposal.location === location))
  if (without !== undefined) return { kind: 'refused', sentence: `Nothing is proposed for ${without}.` }
  if (taken.length === 0) {
    const first = report.lookedAt === null ? ' "pcu paths find" looks for the files first.' : ''
    return { kind: 'refused', sentence: `Nothing is proposed that could be accepted.${first}` }
  }
  const source = taken.find(({ location }) => plexPathKey(location) === plexPathKey(paths.plexSource))
  if (source !== undefined) {
    const sentence = `${paths.plexSource} is PLEX_SOURCE itself, which belongs to REAL_SOURCE: change those two instead.`
    return { kind: 'refused', sentence }
  }
  const fresh = new Map(taken.map(({ text }) => [keyOf(text), text]))
  const kept = paths.mappings.filter((text) => !fresh.has(keyOf(text)))
  return {
    kind: 'mappings',
    mappings: [...kept, ...fresh.values()],
    taken: [...fresh.values()]
  }
}
