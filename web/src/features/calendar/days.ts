/** When what the newest plan decided comes or leaves, by day. */
import type { Because, Decision } from '@pcu/contract'

/** One title at one moment. */
export interface Entry {
  readonly unit: string
  readonly title: string
  readonly way: 'comes' | 'leaves'
  /** Epoch milliseconds; never before now. */
  readonly at: number
  readonly sentence: string
  readonly sizeBytes: number | null
}

/** Everything of one day of the server's zone, in order of time. */
export interface Day {
  /** As in 2026-11-23. */
  readonly day: string
  readonly entries: readonly Entry[]
}

/** When this reason ends by itself; undefined for one that holds until somebody changes their mind. */
const endOf = ({ reason }: Because): number | undefined => {
  switch (reason.code) {
    case 'watched-recently':
    case 'wanted-recently':
    case 'came-recently':
    case 'watched-to-the-end':
    case 'failed-before':
      return reason.untilAt
    case 'timer-running':
      return reason.dueAt
    default:
      return undefined
  }
}

interface End {
  readonly at: number
  readonly because: Because
}

/** The reason that holds longest, when all of them end by themselves. */
const lastEnd = (because: readonly Because[]): End | undefined => {
  const ends = because.flatMap((one) => {
    const at = endOf(one)
    return at === undefined ? [] : [{ at, because: one }]
  })
  if (ends.length < because.length) return undefined
  return ends.reduce<End | undefined>((last, one) => (last === undefined || one.at > last.at ? one : last), undefined)
}

const ways = { keep: 'leaves', leave: 'comes', promote: undefined, evict: undefined } as const

const entryOf = ({ unit, title, action, because, sizeBytes }: Decision, now: number): readonly Entry[] => {
  const way = ways[action]
  const end = lastEnd(because)
  if (way === undefined || end === undefined) return []
  return [{ unit, title, way, at: Math.max(now, end.at), sentence: end.because.sentence, sizeBytes }]
}

const dayNames = new Map<string, Intl.DateTimeFormat>()

/** The day of a moment in a zone, as in 2026-11-23. */
const dayOf = (at: number, timeZone: string): string => {
  const known = dayNames.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  dayNames.set(timeZone, known)
  return known.format(at)
}

/** What leaves when its last reason ends, and what is tried again when, soonest first; what is wanted without an end is not among it. */
export const entriesOf = (decisions: readonly Decision[], now: number): readonly Entry[] =>
  decisions.flatMap((decision) => entryOf(decision, now)).toSorted((a, b) => a.at - b.at)

/** Entries by day, both in their order. */
export const daysOf = (entries: readonly Entry[], timeZone: string): readonly Day[] => {
  const days = Map.groupBy(entries, ({ at }) => dayOf(at, timeZone))
  return [...days].map(([day, own]) => ({ day, entries: own }))
}
