/** The changes made to a library since it was built, laid over a source that itself never changes. */
import type { FakeItem, ItemType, LibrarySource, Position } from './model.ts'

/** A library that reads through its changes. Removals cost the length of the list of removals, reads a binary search. */
export interface Overlay extends Omit<LibrarySource, 'firstFreeId'> {
  put(item: FakeItem): void
  removeOne(ratingKey: string): void
  readonly touched: boolean
}

interface Layer {
  /** Positions in the base that are gone, ascending. */
  readonly gone: number[]
  readonly added: FakeItem[]
}

function byOrder(a: FakeItem, b: FakeItem): number {
  return (a.parentIndex ?? 0) - (b.parentIndex ?? 0) || (a.index ?? 0) - (b.index ?? 0)
}

/** The base position of the i-th survivor. */
function survivor(gone: readonly number[], index: number): number {
  let low = 0
  let high = gone.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((gone[middle] ?? 0) - middle <= index) low = middle + 1
    else high = middle
  }
  return index + low
}

function countBelow(gone: readonly number[], index: number): number {
  let low = 0
  let high = gone.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((gone[middle] ?? 0) < index) low = middle + 1
    else high = middle
  }
  return low
}

export function createOverlay(base: LibrarySource): Overlay {
  const layers = new Map<string, Layer>()
  const changed = new Map<string, FakeItem>()
  const removed = new Set<string>()
  const added = new Map<string, FakeItem>()
  /** Shows and seasons below which something was added or removed. */
  const disturbed = new Set<string>()

  function layer(sectionKey: string, type: ItemType): Layer {
    const place = `${sectionKey} ${type}`
    const known = layers.get(place) ?? { gone: [], added: [] }
    layers.set(place, known)
    return known
  }

  function count(sectionKey: string, type: ItemType): number {
    const { gone, added: more } = layer(sectionKey, type)
    return base.count(sectionKey, type) - gone.length + more.length
  }

  function current(item: FakeItem): FakeItem {
    return changed.size === 0 ? item : (changed.get(item.ratingKey) ?? item)
  }

  function item(sectionKey: string, type: ItemType, index: number): FakeItem {
    const { gone, added: more } = layer(sectionKey, type)
    const old = base.count(sectionKey, type) - gone.length
    if (index < old) return current(base.item(sectionKey, type, survivor(gone, index)))
    const found = more[index - old]
    if (found === undefined) throw new Error(`section ${sectionKey} has no ${type} number ${index}`)
    return found
  }

  function lookup(ratingKey: string): FakeItem | undefined {
    if (removed.has(ratingKey)) return undefined
    return added.get(ratingKey) ?? changed.get(ratingKey) ?? base.lookup(ratingKey)
  }

  function position(ratingKey: string): Position | undefined {
    const found = lookup(ratingKey)
    if (found === undefined) return undefined
    const { sectionKey, type } = found
    const { gone, added: more } = layer(sectionKey, type)
    const old = base.position(ratingKey)
    if (!added.has(ratingKey) && old !== undefined) return { ...old, index: old.index - countBelow(gone, old.index) }
    const index = more.findIndex((each) => each.ratingKey === ratingKey)
    return { sectionKey, type, index: base.count(sectionKey, type) - gone.length + index }
  }

  function grown(items: readonly FakeItem[], belongs: (item: FakeItem) => boolean): readonly FakeItem[] {
    if (!touched()) return items
    const left = items.filter((each) => !removed.has(each.ratingKey)).map(current)
    return [...left, ...[...added.values()].filter(belongs)].sort(byOrder)
  }

  function leaves(ratingKey: string): readonly FakeItem[] {
    const under = (each: FakeItem): boolean =>
      each.type === 'episode' && (each.parentKey === ratingKey || each.grandparentKey === ratingKey)
    return grown(base.leaves(ratingKey), under)
  }

  function put(next: FakeItem): void {
    const known = lookup(next.ratingKey)
    if (known !== undefined && !added.has(next.ratingKey)) {
      changed.set(next.ratingKey, next)
      return
    }
    const { added: more } = layer(next.sectionKey, next.type)
    const at = more.findIndex((each) => each.ratingKey === next.ratingKey)
    more.splice(at === -1 ? more.length : at, at === -1 ? 0 : 1, next)
    added.set(next.ratingKey, next)
    disturb(next)
  }

  function removeOne(ratingKey: string): void {
    const gone = lookup(ratingKey)
    if (gone === undefined) return
    const { gone: positions, added: more } = layer(gone.sectionKey, gone.type)
    const old = base.position(ratingKey)
    if (added.delete(ratingKey)) {
      more.splice(
        more.findIndex((each) => each.ratingKey === ratingKey),
        1
      )
    } else if (old !== undefined) {
      positions.splice(countBelow(positions, old.index), 0, old.index)
      removed.add(ratingKey)
    }
    disturb(gone)
  }

  function disturb(child: FakeItem): void {
    for (const above of [child.parentKey, child.grandparentKey]) if (above !== undefined) disturbed.add(above)
  }

  function touched(): boolean {
    return changed.size + removed.size + added.size > 0
  }

  function children(ratingKey: string): readonly FakeItem[] {
    return grown(base.children(ratingKey), (each) => each.parentKey === ratingKey)
  }

  return {
    sections: base.sections,
    count,
    item,
    lookup,
    position,
    children,
    childCount: (ratingKey) => (disturbed.has(ratingKey) ? children(ratingKey).length : base.childCount(ratingKey)),
    leaves,
    leafCount: (ratingKey) => (disturbed.has(ratingKey) ? leaves(ratingKey).length : base.leafCount(ratingKey)),
    put,
    removeOne,
    get touched() {
      return touched()
    }
  }
}
