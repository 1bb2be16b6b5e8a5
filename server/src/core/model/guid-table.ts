/** Finds ratingKeys by the ids that other services share, in little memory: numbers instead of text wherever an id is one. */

type Id = number | string
type Keys = string | readonly string[]

/** From normalised key to ratingKeys. Grows while a section is read, then only answers. */
export interface GuidTable {
  add(key: string, ratingKey: string): void
  find(key: string): readonly string[]
  /** The keys of one ratingKey. Goes through the whole table. */
  keysOf(ratingKey: string): readonly string[]
  /** Whether anything stands here by its name, because it has no id of Plex's own. */
  hasNamed(): boolean
}

/** 24 hexadecimal digits as six characters; a slice of the long key would keep the whole key alive. */
const packHex = (hex: string): string =>
  String.fromCharCode(...[0, 4, 8, 12, 16, 20].map((at) => Number.parseInt(hex.slice(at, at + 4), 16)))

const unpackHex = (packed: string): string =>
  Array.from({ length: packed.length }, (_, at) => packed.charCodeAt(at).toString(16).padStart(4, '0')).join('')

/** The key that `split` took apart. */
const joinKey = (head: string, id: Id): string =>
  `${head}${head.endsWith('/') && typeof id === 'string' && id.length === 6 ? unpackHex(id) : id}`

/** `plex:movie/<24 hex>` and `tmdb:movie:550` in two parts: a head that thousands share and a small id. */
const split = (key: string): { readonly head: string; readonly id: Id } => {
  const slash = key.indexOf('/')
  if (slash >= 0) {
    const hex = key.slice(slash + 1)
    return { head: key.slice(0, slash + 1), id: /^[0-9a-f]{24}$/.test(hex) ? packHex(hex) : hex }
  }
  const match = /^(.*\D)(\d{1,15})$/.exec(key)
  return match?.[1] === undefined ? { head: '', id: key } : { head: match[1], id: Number(match[2]) }
}

const joined = (there: Keys | undefined, ratingKey: string): Keys => {
  if (there === undefined || there === ratingKey) return ratingKey
  if (typeof there === 'string') return [there, ratingKey]
  return there.includes(ratingKey) ? there : [...there, ratingKey]
}

const holds = (keys: Keys, ratingKey: string): boolean =>
  typeof keys === 'string' ? keys === ratingKey : keys.includes(ratingKey)

const idsOf = (ratingKey: string, ids: ReadonlyMap<Id, Keys>): readonly Id[] => {
  const found: Id[] = []
  for (const [id, keys] of ids) if (holds(keys, ratingKey)) found.push(id)
  return found
}

/** An empty table. */
export const createGuidTable = (): GuidTable => {
  const heads = new Map<string, Map<Id, Keys>>()
  let named = false

  return {
    add: (key, ratingKey) => {
      named ||= key.startsWith('title:')
      const { head, id } = split(key)
      const ids = heads.get(head) ?? new Map<Id, Keys>()
      heads.set(head, ids)
      ids.set(id, joined(ids.get(id), ratingKey))
    },
    hasNamed: () => named,
    keysOf: (ratingKey) => [...heads].flatMap(([head, ids]) => idsOf(ratingKey, ids).map((id) => joinKey(head, id))),
    find: (key) => {
      const { head, id } = split(key)
      const there = heads.get(head)?.get(id)
      if (there === undefined) return []
      return typeof there === 'string' ? [there] : there
    }
  }
}
