/** The breakers of all roots, remembered so that a restart does not forget what a disk did. */
import { type Breaker, closedBreaker } from '#core/health/breaker.ts'
import type { Memory } from '#ports/store.ts'

/** Breakers by root. */
export interface Breakers {
  /** Reads what is remembered of a root, once. */
  recall(root: string): Promise<Breaker>
  /** As known in this process. */
  of(root: string): Breaker
  /** True when that is something new. */
  keep(root: string, breaker: Breaker): Promise<boolean>
  all(): readonly (readonly [root: string, breaker: Breaker])[]
}

const nameOf = (root: string): string => `health:${root}`

/** Our own rows, written by `keep` below; their shape is ours to trust. */
const parse = (json: string): Breaker => JSON.parse(json)

/** Forgets what is known against a root. For before a program runs. */
export const forgetBreaker = (memory: Memory, root: string): Promise<void> => memory.set(nameOf(root), '')

/** Starts with what is remembered. */
export const createBreakers = (memory: Memory): Breakers => {
  const known = new Map<string, Breaker>()
  return {
    recall: async (root) => {
      const before = known.get(root)
      if (before !== undefined) return before
      const json = await memory.get(nameOf(root))
      const breaker = json === undefined || json === '' ? closedBreaker : parse(json)
      known.set(root, breaker)
      return breaker
    },
    of: (root) => known.get(root) ?? closedBreaker,
    keep: async (root, breaker) => {
      if (known.get(root) === breaker) return false
      known.set(root, breaker)
      const isClosed = breaker.trouble === undefined && breaker.badFiles.length === 0
      await memory.set(nameOf(root), isClosed ? '' : JSON.stringify(breaker))
      return true
    },
    all: () => [...known]
  }
}
