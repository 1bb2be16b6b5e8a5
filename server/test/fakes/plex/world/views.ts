/** What people's viewing means for shows and seasons, and columns of item facts for sorting and filtering long lists. */
import type { FakeItem, ItemType, MutableLibrary } from '#test/fakes/plex/library/model.ts'
import { neverViewed, type Person, stateOf, type ViewState } from './people.ts'

/** A show or season as one person has seen it. */
export interface Progress {
  readonly viewedLeafCount: number
  readonly lastViewedAt: number
}

export type Fact = string | number

export interface Views {
  /** Progress of a show or season; undefined when nothing of it was ever touched. */
  progress(person: Person, ratingKey: string): Progress | undefined
  /** The state of an item, or what its episodes add up to. */
  state(person: Person, item: FakeItem): ViewState
  /** One fact of every item of a section's list, by position. Costs a walk over the list once per change of the section. */
  column(sectionKey: string, type: ItemType, field: string): readonly Fact[]
}

const facts: Readonly<Record<string, (item: FakeItem) => Fact>> = {
  ratingKey: (item) => item.ratingKey,
  guid: (item) => item.guid,
  title: (item) => item.title,
  titleSort: (item) => (item.titleSort ?? item.title).replace(/^(the|a|an) /i, '').toLowerCase(),
  addedAt: (item) => item.addedAt,
  updatedAt: (item) => item.updatedAt,
  year: (item) => item.year ?? 0,
  duration: (item) => item.durationMs ?? 0,
  originallyAvailableAt: (item) => item.originallyAvailableAt ?? '',
  index: (item) => item.index ?? 0
}

export function isKnownFact(field: string): boolean {
  return field in facts
}

function grown(known: Progress | undefined, state: ViewState): Progress {
  return {
    viewedLeafCount: (known?.viewedLeafCount ?? 0) + (state.viewCount > 0 ? 1 : 0),
    lastViewedAt: Math.max(known?.lastViewedAt ?? 0, state.lastViewedAt ?? 0)
  }
}

export function createViews(library: MutableLibrary): Views {
  const progresses = new Map<string, { readonly stamp: string; readonly byKey: Map<string, Progress> }>()
  const columns = new Map<string, { readonly change: number; readonly values: readonly Fact[] }>()

  function collect(person: Person): Map<string, Progress> {
    const byKey = new Map<string, Progress>()
    for (const [ratingKey, state] of person.states) {
      const item = library.lookup(ratingKey)
      if (item?.type !== 'episode') continue
      byKey.set(item.parentKey ?? '', grown(byKey.get(item.parentKey ?? ''), state))
      byKey.set(item.grandparentKey ?? '', grown(byKey.get(item.grandparentKey ?? ''), state))
    }
    return byKey
  }

  function progress(person: Person, ratingKey: string): Progress | undefined {
    if (person.states.size === 0) return undefined
    const stamp = `${person.version} ${library.version}`
    const known = progresses.get(person.name)
    if (known?.stamp === stamp) return known.byKey.get(ratingKey)
    const byKey = collect(person)
    progresses.set(person.name, { stamp, byKey })
    return byKey.get(ratingKey)
  }

  function state(person: Person, item: FakeItem): ViewState {
    if (item.type === 'movie' || item.type === 'episode') return stateOf(person, item.ratingKey)
    const seen = progress(person, item.ratingKey)
    if (seen === undefined) return neverViewed
    const complete = seen.viewedLeafCount >= library.leafCount(item.ratingKey)
    return { viewOffsetMs: 0, viewCount: complete ? 1 : 0, lastViewedAt: seen.lastViewedAt }
  }

  function column(sectionKey: string, type: ItemType, field: string): readonly Fact[] {
    const read = facts[field]
    if (read === undefined) throw new Error(`items have no fact ${field}`)
    const name = `${sectionKey} ${type} ${field}`
    const known = columns.get(name)
    const change = library.contentChangedAt(sectionKey)
    if (known?.change === change) return known.values
    const values = Array.from({ length: library.count(sectionKey, type) }, (_, i) =>
      read(library.item(sectionKey, type, i))
    )
    columns.set(name, { change, values })
    return values
  }

  return { progress, state, column }
}
