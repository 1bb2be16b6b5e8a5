/** Reads lists no oftener than TRAKT_CHECK_INTERVAL, over restarts too, whoever asks: one question at a time for each list. */
import { type Answer, createLastGood } from '#engine/sources/last-good.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import type { TraktAnswer, TraktValidator } from '#ports/trakt/trakt.ts'
import { type Change, changeOf, type KeptList, readKeptList } from './kept-list.ts'
import type { Tracked } from './tracked.ts'

/** How a list is asked for. Throws the failures of Trakt. */
export type AskList = (known: TraktValidator | undefined, signal: AbortSignal) => Promise<TraktAnswer>

/** What one reading came to. */
export interface Reading {
  readonly answer: Answer<KeptList>
  /** When what counts was read, epoch milliseconds; undefined when nothing ever was. */
  readonly at: number | undefined
  /** What this very question found to be new; undefined when nothing was, and when an earlier answer was used again. */
  readonly change: Change | undefined
}

/** What is known of a list without asking. */
export interface Known {
  readonly titles: KeptList['titles']
  readonly at: number
}

/** Reads lists. */
export interface ListReader {
  /** `now`: also within the interval. */
  read(tracked: Tracked, ask: AskList, when: 'due' | 'now'): Promise<Reading>
  known(tracked: Tracked): Promise<Known | undefined>
  /** Why the last question was in vain, a sentence part; undefined when it was not. */
  trouble(tracked: Tracked): string | undefined
  /** When it is asked next, epoch milliseconds. */
  dueAt(tracked: Tracked): Promise<number>
  forget(tracked: Tracked): Promise<void>
  /** Breaks off what is under way, and waits for its end. */
  close(): Promise<void>
}

/** What reading needs. */
export interface ListReaderDeps {
  readonly memory: Memory
  readonly clock: Clock
  /** TRAKT_CHECK_INTERVAL, milliseconds. */
  readonly intervalMs: number
}

/** After a question in vain Trakt is asked again no sooner, milliseconds. */
const retryMs = 60_000
const timesName = 'trakt.read-at'

const readTimes = (text: string | undefined): ReadonlyMap<string, number> => {
  const parsed = keptJson(text)
  if (typeof parsed !== 'object' || parsed === null) return new Map()
  return new Map(Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}

/** When each list was last read, over restarts. */
const createTimes = (memory: Memory) => {
  let times: ReadonlyMap<string, number> | undefined
  const load = async (): Promise<ReadonlyMap<string, number>> => {
    times ??= readTimes(await memory.get(timesName))
    return times
  }
  const save = async (next: ReadonlyMap<string, number>): Promise<void> => {
    times = next
    await memory.set(timesName, JSON.stringify(Object.fromEntries(next)))
  }
  return {
    of: async (id: string): Promise<number | undefined> => (await load()).get(id),
    note: async (id: string, at: number): Promise<void> => save(new Map(await load()).set(id, at)),
    forget: async (id: string): Promise<void> => save(new Map([...(await load())].filter(([known]) => known !== id)))
  }
}

const isEmpty = ({ titles }: KeptList): boolean => titles.length === 0
const nameOf = ({ id }: Tracked): string => `trakt ${id}`

interface Vain {
  readonly at: number
  readonly reading: Reading
  readonly detail: string
}

const listIn = (answer: TraktAnswer, before: KeptList | undefined): KeptList => {
  if (answer.kind === 'list') return { titles: answer.titles, validator: answer.validator }
  return before ?? { titles: [], validator: undefined }
}

/** Asks, keeps what came, and remembers what was in vain. */
const createAsking = ({ memory, clock }: ListReaderDeps, signal: AbortSignal) => {
  const lastGood = createLastGood({ memory, clock })
  const times = createTimes(memory)
  /** The last question in vain of each list. */
  const failed = new Map<string, Vain>()
  const kept = (tracked: Tracked) => lastGood.kept<KeptList>({ name: nameOf(tracked), read: readKeptList })

  const ask = async (tracked: Tracked, question: AskList): Promise<Reading> => {
    const before = (await kept(tracked))?.value
    const answer = await lastGood.ask<KeptList>({
      name: nameOf(tracked),
      signal,
      ask: async (known) => listIn(await question(known?.validator, signal), known),
      read: readKeptList,
      isEmpty
    })
    const at = clock.now()
    if (answer.kind === 'fresh') {
      failed.delete(tracked.id)
      await times.note(tracked.id, at)
      return { answer, at, change: changeOf(before?.titles ?? [], answer.value.titles) }
    }
    const reading = { answer, at: answer.kind === 'standing' ? answer.at : undefined, change: undefined }
    failed.set(tracked.id, { at, reading, detail: answer.detail })
    return reading
  }

  const forget = async (tracked: Tracked): Promise<void> => {
    failed.delete(tracked.id)
    await times.forget(tracked.id)
    await lastGood.forget(nameOf(tracked))
  }

  return { ask, kept, times, forget, inVain: ({ id }: Tracked) => failed.get(id) }
}

/** Starts with what was kept. */
export const createListReader = (deps: ListReaderDeps): ListReader => {
  const { clock, intervalMs } = deps
  const closing = new AbortController()
  const { ask, kept, times, forget, inVain } = createAsking(deps, closing.signal)
  const underWay = new Map<string, Promise<Reading>>()

  /** What may be used again; a time from the future was noted while the clock was wrong. */
  const reusable = async (tracked: Tracked): Promise<Reading | undefined> => {
    const now = clock.now()
    const vain = inVain(tracked)
    if (vain !== undefined) return Math.abs(now - vain.at) < retryMs ? vain.reading : undefined
    const at = await times.of(tracked.id)
    if (at === undefined || at > now || now - at >= intervalMs) return undefined
    const known = await kept(tracked)
    return known === undefined ? undefined : { answer: { kind: 'fresh', value: known.value }, at, change: undefined }
  }

  const begin = (tracked: Tracked, question: AskList): Promise<Reading> => {
    const reading = ask(tracked, question).finally(() => underWay.delete(tracked.id))
    underWay.set(tracked.id, reading)
    return reading
  }

  return {
    read: async (tracked, question, when) => {
      const again = when === 'due' ? await reusable(tracked) : undefined
      return again ?? underWay.get(tracked.id) ?? begin(tracked, question)
    },
    known: async (tracked) => {
      const found = await kept(tracked)
      return found && { titles: found.value.titles, at: (await times.of(tracked.id)) ?? found.at }
    },
    trouble: (tracked) => inVain(tracked)?.detail,
    dueAt: async (tracked) => {
      const vain = inVain(tracked)
      if (vain !== undefined) return vain.at + retryMs
      const [at, now] = [await times.of(tracked.id), clock.now()]
      return at === undefined || at > now ? now : at + intervalMs
    },
    forget,
    close: async () => {
      closing.abort(new Error('the program is closing'))
      await Promise.allSettled(underWay.values())
    }
  }
}
