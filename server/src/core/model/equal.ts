/** Whether two plain values say the same: texts, numbers, lists, records, maps and sets of them. */

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null

const areListsEqual = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, at) => isEqual(value, b[at]))

const areMapsEqual = (a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.has(key) && isEqual(value, b.get(key)))

const areSetsEqual = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean =>
  a.size === b.size && [...a].every((value) => b.has(value))

const areRecordsEqual = (a: object, b: object): boolean => {
  const [names, others] = [Object.keys(a), Object.keys(b)]
  if (names.length !== others.length || names.some((name, at) => name !== others[at])) return false
  const values = Object.values(b)
  return Object.values(a).every((value, at) => isEqual(value, values[at]))
}

const areObjectsEqual = (a: object, b: object): boolean => {
  if (Array.isArray(a)) return Array.isArray(b) && areListsEqual(a, b)
  if (a instanceof Map) return b instanceof Map && areMapsEqual(a, b)
  if (a instanceof Set) return b instanceof Set && areSetsEqual(a, b)
  return !(Array.isArray(b) || b instanceof Map || b instanceof Set) && areRecordsEqual(a, b)
}

/**
 * Keys of maps and members of sets are compared as they are, everything else by what it holds. A field that is undefined is not one that is absent, and
 * fields in another order are other fields: a no may be wrong, and then costs work alone.
 */
export const isEqual = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (isRecord(a) && isRecord(b) && areObjectsEqual(a, b))
