/** Chooses films and shows of a library by chance, without ever walking through it. */
import { falls, hash } from '#test/fakes/kit/random.ts'
import type { FakeItem, LibrarySource } from '#test/fakes/plex/library/model.ts'

export interface Choice {
  readonly library: LibrarySource
  readonly seed: number
  /** Section keys; undefined is all of them. */
  readonly sections: ReadonlySet<string> | undefined
}

/** Films and shows that everybody likes: the first so many of a section. */
const POPULAR = 12
const POPULAR_SHARE = 0.25
const SHOW_SHARE = 0.6
/** After so many draws in vain there is nothing left. */
const MOST_MISSES = 2000

/** The n-th choice of a person; undefined when chance met an empty section or the trash. */
function pick({ library, seed, sections }: Choice, n: number): FakeItem | undefined {
  const type = falls(hash(seed, n, 100), SHOW_SHARE) ? 'show' : 'movie'
  const open = library.sections.filter((section) => sections?.has(section.key) ?? true)
  const fitting = open.filter((section) => section.type === type)
  const from = fitting.length > 0 ? fitting : open
  const section = from[hash(seed, n, 101) % Math.max(1, from.length)]
  const count = section === undefined ? 0 : library.count(section.key, section.type)
  if (section === undefined || count === 0) return undefined
  const among = falls(hash(seed, n, 102), POPULAR_SHARE) ? Math.min(count, POPULAR) : count
  const item = library.item(section.key, section.type, hash(seed, n, 103) % among)
  return item.deletedAt === undefined ? item : undefined
}

/** Gives different films and shows, one by one; undefined when chance finds nothing new any more. */
export function createChooser(choice: Choice): () => FakeItem | undefined {
  const seen = new Set<string>()
  let n = 0
  return () => {
    for (let misses = 0; misses < MOST_MISSES; misses += 1) {
      const item = pick(choice, n)
      n += 1
      if (item === undefined || seen.has(item.guid)) continue
      seen.add(item.guid)
      return item
    }
    return undefined
  }
}
