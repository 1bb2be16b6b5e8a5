/** The rows of the catalogue as they are now: made anew when something changed, and once however many ask. */
import { type Columns, growColumns, type Unlisted, withUnlisted } from '#core/catalogue/columns.ts'
import { type Mark, marksOf } from '#core/catalogue/marks.ts'
import { ordersOf } from '#core/catalogue/order.ts'
import type { Sifted } from '#core/catalogue/sift.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Known } from '#engine/library/known.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import { forEachBreathing } from '#kit/breathe.ts'
import { createFacts, type FactDeps, keysIn } from './facts.ts'

/** One state of the list. */
export interface Rows {
  /** Tells it from the next. */
  readonly of: number
  readonly known: Known | undefined
  readonly columns: Columns
  readonly marks: readonly (Mark | undefined)[]
  readonly unlisted: ReadonlyMap<string, Unlisted>
  readonly orders: ReturnType<typeof ordersOf>
  /** What was asked of it lately. */
  readonly sifted: Map<string, Sifted>
}

/** What making them needs. */
export interface RowDeps extends FactDeps {
  readonly live: Pick<LiveState, 'moves'>
  readonly startAt: number
  /** The library as last read; asks for it when it never was. */
  readonly known: () => Promise<Known | undefined>
}

const rowsAtOnce = 500

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, at) => Object.is(value, other[at]))

/** Objects that stay the same while no title comes, goes or changes. */
const shapeOf = (index: LibraryIndex | undefined): readonly unknown[] => [...(index?.shape ?? [index])]

const columnsOf = async (index: LibraryIndex | undefined): Promise<Columns> => {
  const growing = growColumns()
  await forEachBreathing(index?.items() ?? [], rowsAtOnce, growing.add)
  return growing.done()
}

/** What lies on the pool although Plex does not list any of its titles. */
const unlistedIn = (owned: readonly OwnedUnit[], columns: Columns): ReadonlyMap<string, Unlisted> => {
  const found = new Map<string, Unlisted>()
  for (const { ratingKeys, sectionId, title, sizeBytes } of owned) {
    const [ratingKey] = ratingKeys
    if (ratingKey === undefined || ratingKeys.some((key) => columns.positions.has(key))) continue
    found.set(ratingKey, { ratingKey, sectionId, title, sizeBytes: sizeBytes + (found.get(ratingKey)?.sizeBytes ?? 0) })
  }
  return found
}

/** Makes them when they are first asked for. */
export const createRows = (deps: RowDeps): { readonly current: () => Promise<Rows>; readonly changed: () => void } => {
  const { live, sight } = deps
  const facts = createFacts(deps)
  let base: { readonly shape: readonly unknown[]; readonly columns: Columns } | undefined
  let rows: Rows | undefined
  let madeOf: readonly unknown[] = []
  let number = deps.startAt
  let turn: Promise<unknown> = Promise.resolve()

  const listed = async (index: LibraryIndex | undefined): Promise<Columns> => {
    const shape = shapeOf(index)
    if (base === undefined || !isSame(base.shape, shape)) base = { shape, columns: await columnsOf(index) }
    return base.columns
  }

  const look = async (): Promise<Rows> => {
    const known = await deps.known()
    const plain = await listed(known?.index)
    const [stored, pinned, playing] = await Promise.all([facts.stored(), facts.pinned(known), facts.playing()])
    const moving = new Set(live.moves().map(({ unit }) => unit))
    const seen = sight.last()
    const parts = [known, plain, stored, pinned, seen, [...moving].join('\n'), JSON.stringify([...playing])]
    if (rows !== undefined && isSame(parts, madeOf)) return rows
    const unlisted = unlistedIn(stored.owned, plain)
    const columns = withUnlisted(plain, [...unlisted.values()])
    const marks = marksOf({
      ...{ columns, owned: stored.owned, pinned, playing, moving },
      decisions: seen?.plan.decisions ?? stored.older,
      keysOf: keysIn(seen, known?.index),
      wants: seen?.wants ?? [],
      unplaced: new Set(seen?.world.unplaced.map(({ path }) => path) ?? [])
    })
    number += 1
    madeOf = parts
    rows = { of: number, known, columns, marks, unlisted, orders: ordersOf(columns, marks), sifted: new Map() }
    return rows
  }

  return {
    current: () => {
      const mine = turn.then(look)
      turn = mine.catch(() => undefined)
      return mine
    },
    changed: facts.changed
  }
}
