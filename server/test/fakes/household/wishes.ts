/** What can stand on a watchlist: items of a library under their id across servers, and things that no library has. */
import { hash } from '#test/fakes/kit/random.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'

/** 24 hex digits for things that have none of their own; the first ones are no library's. */
function madeUpHex(number: number, salt: number): string {
  const words = [0, 1, 2].map((index) => hash(number, salt, index).toString(16).padStart(8, '0'))
  return `0${words.join('').slice(1)}`
}

const legacyShow = /^com\.plexapp\.agents\.(?:hama:\/\/tvdb-|thetvdb:\/\/)(\d+)/

/** External ids, also of items that carry theirs in an older agent's guid. */
function guidsOf({ guid, guids }: FakeItem): readonly string[] {
  const [, tvdb] = legacyShow.exec(guid) ?? []
  return tvdb === undefined ? guids : [`tvdb://${tvdb}`]
}

/**
 * The wish for a movie or show of a library. Items of the newer agents share their id with the cloud; those of older
 * agents can be told by external ids alone, and unmatched ones by title and year.
 */
export function wishFor(item: FakeItem, at: number): WatchlistEntry {
  if (item.type !== 'movie' && item.type !== 'show') throw new Error(`nobody can wish for a ${item.type}`)
  const [, hex] = /^plex:\/\/\w+\/([0-9a-f]{24})$/.exec(item.guid) ?? []
  return {
    hex: hex ?? madeUpHex(Number(item.ratingKey), 1),
    type: item.type,
    title: item.title,
    ...(item.year === undefined ? {} : { year: item.year }),
    ...(item.originallyAvailableAt === undefined ? {} : { originallyAvailableAt: item.originallyAvailableAt }),
    at,
    guids: guidsOf(item)
  }
}

/** Something that no library has. The same number gives the same thing. */
export function wishForNothingHere(number: number, at: number): WatchlistEntry {
  const hashed = hash(number, 7, 11)
  const type = hashed % 4 === 0 ? 'show' : 'movie'
  const external = [`imdb://tt${90_000_000 + number}`, `tmdb://${900_000 + number}`]
  return {
    hex: madeUpHex(number, 2),
    type,
    title: `Never Here ${number}`,
    year: 1960 + (hashed % 65),
    at,
    guids: type === 'show' ? [...external, `tvdb://${900_000 + number}`] : external
  }
}
