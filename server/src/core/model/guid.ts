/** Reads Plex's ids of movies and shows, modern and legacy, into one normalised form that other services share. */

/** What an id belongs to; tmdb and tvdb numbers are unique only within a type. */
export type GuidOwner = 'movie' | 'show'

/** Agents of old libraries and the service whose id they carry. */
const legacyAgents: ReadonlyMap<string, string> = new Map([
  ['com.plexapp.agents.imdb', 'imdb'],
  ['com.plexapp.agents.themoviedb', 'tmdb'],
  ['com.plexapp.agents.thetvdb', 'tvdb'],
  ['com.plexapp.agents.xbmcnfo', 'imdb'],
  ['com.plexapp.agents.xbmcnfotv', 'imdb']
])

const keyOf = (service: string, id: string, owner: GuidOwner): string | undefined => {
  if (service === 'imdb') return /^tt\d{5,12}$/.test(id) ? `imdb:${id}` : undefined
  return /^\d{1,12}$/.test(id) ? `${service}:${owner}:${id}` : undefined
}

/** `hama://tvdb-371310`, `tvdb4-371310`, `anidb-69`, `tmdb-550`, `imdb-tt0137523`. */
const hamaKey = (id: string, owner: GuidOwner): string | undefined => {
  const match = /^(tvdb|anidb|tmdb|imdb)\d?-(\w+)$/.exec(id)
  return match?.[1] === undefined || match[2] === undefined ? undefined : keyOf(match[1], match[2], owner)
}

/** The normalised key of one guid; undefined for local, unmatched and unknown ones, which never match anything. */
export const guidKey = (guid: string, owner: GuidOwner): string | undefined => {
  const match = /^([a-z0-9.]+):\/\/([^?]+)/i.exec(guid)
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  const [, scheme, rest] = match
  const id = rest.split('/')[0] ?? ''
  if (scheme === 'plex') return /^(movie|show)\/[0-9a-f]{24}$/.test(rest) ? `plex:${rest}` : undefined
  if (scheme === 'com.plexapp.agents.hama') return hamaKey(id, owner)
  if (scheme === 'imdb' || scheme === 'tmdb' || scheme === 'tvdb') return keyOf(scheme, id, owner)
  const legacy = legacyAgents.get(scheme)
  return legacy === undefined ? undefined : keyOf(legacy, id, owner)
}

/** The keys of an item's own guid and of its external ones. */
export const guidKeys = (guids: readonly string[], owner: GuidOwner): readonly string[] =>
  guids.map((guid) => guidKey(guid, owner)).filter((key) => key !== undefined)
