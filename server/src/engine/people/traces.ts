/** What we saw ourselves of everybody's playing: where they left items half-way, and when they were last here. Plex tells neither of others. */
import { type LiveNews, percentOf } from '#core/live/stage.ts'
import type { LeftAt } from '#core/wants/rebuilt-deck.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'

/** Positions by person. */
export interface Traces {
  /** Reads what was kept; before the first question. */
  load(): Promise<void>
  /** Hears of a session. */
  heard(news: LiveNews): void
  leftAt(personId: string): readonly LeftAt[]
  /** Epoch milliseconds. */
  lastSeen(personId: string): number | undefined
  /** Another server is ours: what was left half-way on the old one is none of its items. */
  forget(): void
  /** Waits until everything heard is kept. */
  idle(): Promise<void>
}

/** Items remembered for each person; older ones are forgotten. */
const mostItems = 100
/** A moment's glance is no beginning, milliseconds. */
const leastMs = 60_000

const memoryName = 'people.traces'

type Kept = ReadonlyMap<string, readonly LeftAt[]>

const isLeftAt = (value: unknown): value is LeftAt =>
  typeof value === 'object' &&
  value !== null &&
  'ratingKey' in value &&
  typeof value.ratingKey === 'string' &&
  'viewOffsetMs' in value &&
  typeof value.viewOffsetMs === 'number' &&
  'at' in value &&
  typeof value.at === 'number'

const readKept = (text: string | undefined): Kept => {
  const parsed = keptJson(text)
  if (typeof parsed !== 'object' || parsed === null) return new Map()
  return new Map(
    Object.entries(parsed).flatMap(([id, list]) => (Array.isArray(list) ? [[id, list.filter(isLeftAt)] as const] : []))
  )
}

/** Keeps what is heard; positions are written when a session ends. */
export const createTraces = ({ memory, clock }: { readonly memory: Memory; readonly clock: Clock }): Traces => {
  let kept: Kept = new Map()
  let isLoaded = false
  let writing: Promise<void> = Promise.resolve()

  const note = (personId: string, entry: LeftAt): void => {
    const others = (kept.get(personId) ?? []).filter(({ ratingKey }) => ratingKey !== entry.ratingKey)
    kept = new Map(kept).set(personId, [entry, ...others].slice(0, mostItems))
  }

  const write = (): void => {
    const text = JSON.stringify(Object.fromEntries(kept))
    writing = writing.then(() => memory.set(memoryName, text)).catch(() => undefined)
  }

  return {
    load: async () => {
      if (isLoaded) return
      isLoaded = true
      const before = readKept(await memory.get(memoryName))
      kept = new Map([...before, ...kept])
    },
    heard: ({ kind, session }) => {
      const { personId, ratingKey, viewOffsetMs = 0 } = session
      if (personId === undefined) return
      const isDone = kind === 'finished' || (percentOf(session) ?? 0) >= 100
      note(personId, { ratingKey, viewOffsetMs: isDone ? 0 : viewOffsetMs, at: clock.now() })
      if (kind === 'stopped' || kind === 'finished') write()
    },
    leftAt: (personId) => (kept.get(personId) ?? []).filter(({ viewOffsetMs }) => viewOffsetMs >= leastMs),
    lastSeen: (personId) => kept.get(personId)?.[0]?.at,
    forget: () => {
      kept = new Map()
      write()
    },
    idle: () => writing
  }
}
