/** What is known of single rows of the catalogue beside the library itself: where they lie, who wants them, what holds them, who plays them. */
import type { LibraryState, PinKind, Reason } from '@pcu/contract'
import type { PlannedDecision } from '#core/model/plan.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { Columns } from './columns.ts'

/** A pin that holds a row. */
export interface RowPin {
  readonly id: number
  readonly kind: PinKind
}

/** What was decided about a unit. */
export type Decided = Pick<PlannedDecision, 'unit' | 'action' | 'rank'> & { readonly because: readonly Reason[] }

/** What marks are made of. */
export interface Known {
  readonly columns: Columns
  readonly owned: readonly OwnedUnit[]
  readonly decisions: readonly Decided[]
  /** The ratingKeys of a unit of the last plan, or of a wanted file without a place here. */
  readonly keysOf: (unit: string) => readonly string[]
  readonly wants: readonly Pick<Want, 'ratingKey' | 'person'>[]
  /** Wanted files that have no place here, as Plex calls them. */
  readonly unplaced: ReadonlySet<string>
  readonly pinned: ReadonlyMap<string, readonly RowPin[]>
  /** Units on their way at this moment. */
  readonly moving: ReadonlySet<string>
  /** Who plays what. */
  readonly playing: ReadonlyMap<string, readonly string[]>
}

/** What is known of one row. */
export interface Mark {
  readonly state: LibraryState
  readonly rank: number | undefined
  readonly cachedSince: number | undefined
  readonly because: Reason | undefined
  readonly people: readonly string[]
  readonly pins: readonly RowPin[]
  readonly playedBy: readonly string[]
}

/** Of a row of which nothing is known. */
export const unmarked: Mark = {
  ...{ state: 'array', rank: undefined, cachedSince: undefined, because: undefined },
  ...{ people: [], pins: [], playedBy: [] }
}

type Growing = { -readonly [Name in keyof Mark]: Mark[Name] }

const onPool: { readonly [state in OwnedUnit['state']]: LibraryState } = {
  complete: 'cached',
  partial: 'partly',
  orphan: 'strange'
}

/** A title of several versions is shown in the most telling state of any of them. */
const telling: readonly LibraryState[] = ['array', 'cached', 'partly', 'waiting', 'strange', 'moving']

const more = (one: LibraryState, other: LibraryState): LibraryState =>
  telling.indexOf(other) > telling.indexOf(one) ? other : one

/** Changes the marks of these titles; those that have no row are passed over. */
type EachOf = (ratingKeys: readonly string[], change: (mark: Growing) => void) => void

const markOwned = ({ owned }: Known, eachOf: EachOf): void => {
  for (const unit of owned) {
    eachOf(unit.ratingKeys, (mark) => {
      mark.state = more(mark.state, onPool[unit.state])
      mark.cachedSince = Math.max(mark.cachedSince ?? 0, unit.promotedAt)
      mark.because ??= unit.because[0]
    })
  }
}

/** The best place of all versions counts, and its reason; told by nobody's wish, the first reason. */
const markDecided = (mark: Growing, { rank, because }: Decided, isFirst: boolean): void => {
  const isBetter = rank !== undefined && (mark.rank === undefined || rank < mark.rank)
  if (isBetter || isFirst) mark.because = because[0]
  if (isBetter) mark.rank = rank
}

type KeysOf = Known['keysOf']

const markDecisions = ({ decisions, owned, unplaced }: Known, keysOf: KeysOf, eachOf: EachOf): void => {
  const whole = new Set<string>(owned.filter(({ state }) => state === 'complete').map(({ id }) => id))
  const told = new Set<Growing>()
  for (const decision of decisions) {
    const isComing = decision.action === 'promote' && !whole.has(decision.unit)
    eachOf(keysOf(decision.unit), (mark) => {
      if (isComing) mark.state = more(mark.state, 'waiting')
      if (unplaced.has(decision.unit)) mark.state = more(mark.state, 'strange')
      markDecided(mark, decision, !told.has(mark))
      told.add(mark)
    })
  }
}

const markPeople = ({ wants }: Known, eachOf: EachOf): void => {
  for (const { ratingKey, person } of wants) {
    if (person === '') continue
    eachOf([ratingKey], (mark) => {
      if (!mark.people.includes(person)) mark.people = [...mark.people, person]
    })
  }
}

const markMoment = ({ moving, pinned, playing }: Known, keysOf: KeysOf, eachOf: EachOf): void => {
  for (const unit of moving) {
    eachOf(keysOf(unit), (mark) => {
      mark.state = 'moving'
    })
  }
  for (const [key, pins] of pinned) {
    eachOf([key], (mark) => {
      mark.pins = pins
    })
  }
  for (const [key, playedBy] of playing) {
    eachOf([key], (mark) => {
      mark.playedBy = playedBy
    })
  }
}

/** One mark a row; undefined where nothing is known of it. */
export const marksOf = (known: Known): readonly (Mark | undefined)[] => {
  const { columns, owned } = known
  const marks: (Growing | undefined)[] = new Array<Growing | undefined>(columns.length).fill(undefined)
  const eachOf: EachOf = (ratingKeys, change) => {
    for (const key of ratingKeys) {
      const position = columns.positions.get(key)
      if (position === undefined) continue
      const mark = marks[position] ?? { ...unmarked }
      marks[position] = mark
      change(mark)
    }
  }
  const ownKeys = new Map<string, readonly string[]>(owned.map(({ id, ratingKeys }) => [id, ratingKeys]))
  const keysOf: KeysOf = (unit) => [...new Set([...(ownKeys.get(unit) ?? []), ...known.keysOf(unit)])]
  markOwned(known, eachOf)
  markDecisions(known, keysOf, eachOf)
  markPeople(known, eachOf)
  markMoment(known, keysOf, eachOf)
  return marks
}
