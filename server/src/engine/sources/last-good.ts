/** The last complete answer of every source, kept over restarts: an outage, a broken answer and a list that is suddenly empty leave it standing. */
import { keptJson } from '#kit/kept-json.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import { detailOf } from '#src/failure.ts'

/**
 * What a question came to. fresh: a complete answer just now; standing: it gave none that counts, so the last good one (`at`, epoch milliseconds) goes
 * on to count; silent: it gave none, and none is known (`since`: when it was first asked in vain).
 */
export type Answer<Value> =
  | { readonly kind: 'fresh'; readonly value: Value }
  | { readonly kind: 'standing'; readonly value: Value; readonly at: number; readonly detail: string }
  | { readonly kind: 'silent'; readonly since: number; readonly detail: string }

/** A question whose answer is worth keeping. */
export interface Question<Value> {
  /** Unique and lasting, such as `on-deck 1001 2`. */
  readonly name: string
  /** Throws a Failure when it gets no complete answer. Told what stood before. */
  readonly ask: (before: Value | undefined) => Promise<Value>
  /** Reads what was kept; undefined when it cannot be read (written by another version): then it counts as never known. */
  readonly read: (kept: unknown) => Value | undefined
  readonly isEmpty: (value: Value) => boolean
  /** What of an earlier answer should still be in one given now: what was watched to the end is rightly gone. Absent: all of it. */
  readonly unexplained?: (before: Value) => Value
  /** A question that is broken off by it throws its reason, and nothing is learnt from it. */
  readonly signal: AbortSignal
}

/** Asks, and remembers. */
export interface LastGood {
  ask<Value>(question: Question<Value>): Promise<Answer<Value>>
  /** What was kept, without asking. */
  kept<Value>(
    question: Pick<Question<Value>, 'name' | 'read'>
  ): Promise<{ readonly value: Value; readonly at: number } | undefined>
  /** Nothing is known of it any more. */
  forget(name: string): Promise<void>
}

/** A list that had something in it and is empty now is believed after so long, milliseconds: emptied lists are how Plex breaks. */
const emptyIsBelievedAfterMs = 24 * 3_600_000

interface Kept {
  readonly at: number
  readonly value: unknown
  /** Since when every answer was empty although this one is not, epoch milliseconds. */
  readonly emptySince?: number
  /** The server that was ours when it was given; absent when none was known. */
  readonly server?: string
}

const keptOf = (text: string | undefined): Kept | undefined => {
  const parsed = keptJson(text)
  if (typeof parsed !== 'object' || parsed === null) return undefined
  if (!('at' in parsed) || typeof parsed.at !== 'number') return undefined
  const value = 'value' in parsed ? parsed.value : undefined
  const since = 'emptySince' in parsed && typeof parsed.emptySince === 'number' ? { emptySince: parsed.emptySince } : {}
  const server = 'server' in parsed && typeof parsed.server === 'string' ? { server: parsed.server } : {}
  return { at: parsed.at, value, ...since, ...server }
}

const suddenlyEmpty = 'it is empty all at once, which is believed only after a day'

/** How old the time on disk may be, milliseconds. */
const rewriteAfterMs = 15 * 60_000

const saysTheSame = (a: Kept, b: Kept): boolean =>
  a.emptySince === b.emptySince && a.server === b.server && JSON.stringify(a.value) === JSON.stringify(b.value)

const memoryName = (name: string): string => `last-good ${name}`

/** What was kept and is rightly expected still; undefined when that is nothing. */
const missingFrom = <Value>({ read, isEmpty, unexplained }: Question<Value>, kept: Kept): Value | undefined => {
  const before = read(kept.value)
  if (before === undefined) return undefined
  const missing = unexplained?.(before) ?? before
  return isEmpty(missing) ? undefined : missing
}

/** What keeping needs. */
export interface LastGoodDeps {
  readonly memory: Memory
  readonly clock: Clock
  /** The server that is ours; ids of one server mean something else on another, so what was given while another one was ours counts as never known. */
  readonly ourServer?: () => Promise<string | undefined>
}

const isOfAnother = (kept: Kept, server: string | undefined): boolean =>
  kept.server !== undefined && server !== undefined && kept.server !== server

/** Where answers are kept: in the memory, and in this life of the program at hand. */
const createShelf = ({ memory, ourServer }: LastGoodDeps) => {
  /** What is known in this life of the program, with what the disk has of it. */
  const held = new Map<string, { readonly kept: Kept; readonly written: Kept }>()

  const load = async (name: string): Promise<Kept | undefined> => {
    const known = held.get(name)
    const kept = known === undefined ? keptOf(await memory.get(memoryName(name))) : known.kept
    if (kept === undefined || isOfAnother(kept, await ourServer?.())) return undefined
    if (known === undefined) held.set(name, { kept, written: kept })
    return kept
  }

  /** An answer that says the same again only moves its time, which is written now and then. */
  const save = async (name: string, answer: Kept): Promise<void> => {
    const server = await ourServer?.()
    const kept: Kept = server === undefined ? answer : { ...answer, server }
    const written = held.get(name)?.written
    if (written !== undefined && saysTheSame(written, kept) && Math.abs(kept.at - written.at) < rewriteAfterMs) {
      held.set(name, { kept, written })
      return
    }
    await memory.set(memoryName(name), JSON.stringify(kept))
    held.set(name, { kept, written: kept })
  }

  const forget = async (name: string): Promise<void> => {
    held.delete(name)
    await memory.set(memoryName(name), '')
  }

  return { load, save, forget }
}

/** Keeps answers in the memory. */
export const createLastGood = (deps: LastGoodDeps): LastGood => {
  const { clock } = deps
  const { load, save, forget } = createShelf(deps)

  const inVain = async <Value>(name: string, before: Value | undefined, detail: string): Promise<Answer<Value>> => {
    const kept = await load(name)
    if (kept !== undefined && before !== undefined) return { kind: 'standing', value: before, at: kept.at, detail }
    const since = kept?.at ?? clock.now()
    if (kept === undefined) await save(name, { at: since, value: null })
    return { kind: 'silent', since, detail }
  }

  /** What an empty answer leaves standing, for a day; undefined: it is believed. */
  const leftStanding = async <Value>(question: Question<Value>): Promise<Value | undefined> => {
    const kept = await load(question.name)
    const missing = kept === undefined ? undefined : missingFrom(question, kept)
    if (kept === undefined || missing === undefined) return undefined
    const now = clock.now()
    const since = Math.min(kept.emptySince ?? now, now)
    if (now - since >= emptyIsBelievedAfterMs) return undefined
    if (kept.emptySince === undefined) await save(question.name, { ...kept, emptySince: since })
    return missing
  }

  /** An answer that came; an empty one counts when nothing is missing from it. */
  const take = async <Value>(question: Question<Value>, value: Value): Promise<Answer<Value>> => {
    const missing = question.isEmpty(value) ? await leftStanding(question) : undefined
    if (missing !== undefined) return inVain(question.name, missing, suddenlyEmpty)
    await save(question.name, { at: clock.now(), value })
    return { kind: 'fresh', value }
  }

  return {
    ask: async (question) => {
      const kept = await load(question.name)
      const before = kept === undefined ? undefined : question.read(kept.value)
      try {
        return await take(question, await question.ask(before))
      } catch (thrown) {
        question.signal.throwIfAborted()
        const standing = before === undefined ? undefined : (question.unexplained?.(before) ?? before)
        return inVain(question.name, standing, detailOf(thrown))
      }
    },
    kept: async ({ name, read }) => {
      const kept = await load(name)
      const value = kept === undefined ? undefined : read(kept.value)
      return value === undefined || kept === undefined ? undefined : { value, at: kept.at }
    },
    forget
  }
}
