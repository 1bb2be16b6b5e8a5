/** What a recorded answer has and a simulated one lacks: every name, with every type that was seen there. */

type Types = Map<string, Set<string>>

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Every path of names in a value, with the types seen there; the positions in lists are no part of a path. */
function typesOf(value: unknown, path = '', out: Types = new Map()): Types {
  if (!Array.isArray(value)) out.set(path, (out.get(path) ?? new Set()).add(value === null ? 'null' : typeof value))
  for (const [name, inner] of isObject(value) ? Object.entries(value) : []) {
    const below = Array.isArray(value) ? path : `${path}.${name}`
    typesOf(inner, below, out)
  }
  return out
}

/** Paths like `.Metadata.ratingKey: string`; only the paths that `isAsked` says are compared. */
export function lacking(
  recorded: unknown,
  simulated: unknown,
  isAsked: (path: readonly string[]) => boolean = () => true
): string[] {
  const have = typesOf(simulated)
  const want = [...typesOf(recorded)].filter(([path]) => isAsked(path.split('.').slice(1)))
  return want
    .filter(([path, types]) => [...types].every((type) => have.get(path)?.has(type) !== true))
    .map(([path, types]) => `${path}: ${[...types].join('|')}`)
}

/** The attribute names of the first element of a name in an XML text. */
export function attributesOf(xml: string, element: string): string[] {
  const [tag = ''] = new RegExp(`<${element} [^>]*>`).exec(xml) ?? []
  return [...tag.matchAll(/ ([\w]+)="/g)].map(([, name]) => name ?? '')
}
