/** Chooses and orders the items of a long list: filters, sorting and what a person has seen, without making the items. */

import type { Operator, Param, Query } from '#test/fakes/kit/http/query.ts'
import type { FakeItem, ItemType } from '#test/fakes/plex/library/model.ts'
import { isInProgress } from '#test/fakes/plex/world/on-deck.ts'
import { maySee, type Person } from '#test/fakes/plex/world/people.ts'
import { type Fact, isKnownFact } from '#test/fakes/plex/world/views.ts'
import type { World } from '#test/fakes/plex/world/world.ts'

/** A list that knows its length and can make any of its items. */
export interface Selection {
  readonly length: number
  item(index: number): FakeItem
}

export interface ListAsk {
  readonly world: World
  readonly person: Person
  readonly query: Query
}

interface Source extends ListAsk {
  readonly sectionKey: string
  readonly type: ItemType
}

type Keep = (index: number) => boolean

const compare: Readonly<Record<Operator, (have: Fact, want: Fact) => boolean>> = {
  '=': (have, want) => have === want,
  '==': (have, want) => have === want,
  '!=': (have, want) => have !== want,
  '>>=': (have, want) => have > want,
  '<<=': (have, want) => have < want,
  '>=': (have, want) => have >= want,
  '<=': (have, want) => have <= want
}

const personal = new Set(['viewOffset', 'viewCount', 'lastViewedAt'])
const filterable = new Set([
  'addedAt',
  'updatedAt',
  'year',
  'duration',
  'guid',
  'title',
  'ratingKey',
  'index',
  ...personal
])

function factReader(source: Source, field: string): (index: number) => Fact {
  const { world, person, sectionKey, type } = source
  if (!personal.has(field)) {
    const column = world.views.column(sectionKey, type, field)
    return (index) => column[index] ?? ''
  }
  const item = (index: number): FakeItem => world.library.item(sectionKey, type, index)
  if (field === 'viewOffset') return (index) => world.views.state(person, item(index)).viewOffsetMs
  if (field === 'viewCount') return (index) => world.views.state(person, item(index)).viewCount
  return (index) => world.views.state(person, item(index)).lastViewedAt ?? 0
}

const relative: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 }

/** `-30d` and the like count back from now. */
function wanted(value: string, have: Fact, world: World): Fact {
  if (typeof have === 'string') return value
  const back = /^-(\d+)([smhdwy])$/.exec(value)
  if (back === null) return Number(value)
  return world.clock.now() / 1000 - Number(back[1]) * (relative[back[2] ?? 's'] ?? 1)
}

function keepsFact(source: Source, param: Param): Keep {
  const read = factReader(source, param.name)
  const values = param.value.split(',')
  const test = compare[param.operator]
  const any = param.operator !== '!='
  return (index) => {
    const have = read(index)
    const holds = (value: string): boolean => test(have, wanted(value, have, source.world))
    return any ? values.some(holds) : values.every(holds)
  }
}

function keepers(source: Source): Keep[] {
  const { world, person, query, sectionKey, type } = source
  const item = (index: number): FakeItem => world.library.item(sectionKey, type, index)
  const out = query.params
    .filter((param) => filterable.has(fieldOf(param.name)))
    .map((param) => keepsFact(source, { ...param, name: fieldOf(param.name) }))
  if (query.flag('unwatched')) out.push((index) => world.views.state(person, item(index)).viewCount === 0)
  if (query.flag('inProgress')) out.push((index) => isInProgress(world, person, item(index)))
  return out
}

/** `show.title` and `episode.addedAt` name the type before the field. */
function fieldOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

type Order = (a: number, b: number) => number

function orderBy(source: Source, key: string): Order | undefined {
  const [name = '', direction] = key.split(':')
  const field = fieldOf(name)
  if (!personal.has(field) && !isKnownFact(field)) return undefined
  const read = factReader(source, field)
  const sign = direction === 'desc' ? -1 : 1
  return (a, b) => {
    const left = read(a)
    const right = read(b)
    return left === right ? 0 : (left < right ? -1 : 1) * sign
  }
}

function orders(source: Source): Order[] {
  const keys = source.query.text('sort')?.split(',') ?? []
  return keys.map((key) => orderBy(source, key)).filter((order) => order !== undefined)
}

/** A filter that nothing untouched can pass: more than nothing, or later than never. */
function needsTouch({ name, operator, value }: Param): boolean {
  if (!personal.has(name)) return false
  return (operator === '>>=' && value !== '') || (operator === '>=' && Number(value) !== 0)
}

/** Items a personal filter can keep: only what the person has touched, when the filter asks for a touch. */
function candidates(source: Source): number[] {
  const { world, person, query, sectionKey, type } = source
  const touchedOnly =
    type !== 'show' && type !== 'season' && (query.flag('inProgress') || query.params.some(needsTouch))
  if (!touchedOnly) return Array.from({ length: world.library.count(sectionKey, type) }, (_, index) => index)
  const positions = [...person.states.keys()].map((ratingKey) => world.library.position(ratingKey))
  return positions
    .filter((position) => position !== undefined && position.sectionKey === sectionKey && position.type === type)
    .map((position) => position?.index ?? 0)
    .sort((a, b) => a - b)
}

function sectionSelection(source: Source): Selection {
  const { world, sectionKey, type } = source
  const keep = keepers(source)
  const sorting = orders(source)
  const make = (index: number): FakeItem => world.library.item(sectionKey, type, index)
  if (keep.length === 0 && sorting.length === 0) return { length: world.library.count(sectionKey, type), item: make }
  const kept = candidates(source).filter((index) => keep.every((keeps) => keeps(index)))
  kept.sort((a, b) => sorting.reduce((sign, order) => sign || order(a, b), 0))
  return { length: kept.length, item: (index) => make(kept[index] ?? 0) }
}

const typeNumbers: Readonly<Record<string, ItemType>> = { '1': 'movie', '2': 'show', '3': 'season', '4': 'episode' }

function typesAsked(query: Query, whole: ItemType): readonly ItemType[] {
  const asked = query.text('type')
  if (asked === undefined) return [whole]
  const types = asked.split(',').map((number) => typeNumbers[number])
  return types.filter((type) => type !== undefined)
}

function chained(parts: readonly Selection[]): Selection {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const item = (index: number): FakeItem => {
    let rest = index
    for (const part of parts) {
      if (rest < part.length) return part.item(rest)
      rest -= part.length
    }
    throw new Error(`a list of ${length} has no item ${index}`)
  }
  return { length, item }
}

/** What `/library/sections/N/all` or, without a section, `/library/all` selects. */
export function select(ask: ListAsk, sectionKey?: string): Selection {
  const sections = ask.world.library.sections.filter(
    ({ key }) => maySee(ask.person, key) && (sectionKey === undefined || key === sectionKey)
  )
  const parts = sections.flatMap((section) =>
    typesAsked(ask.query, section.type).map((type) => sectionSelection({ ...ask, sectionKey: section.key, type }))
  )
  return chained(parts)
}

export function listed(items: readonly FakeItem[]): Selection {
  return {
    length: items.length,
    item: (index) => {
      const item = items[index]
      if (item === undefined) throw new Error(`a list of ${items.length} has no item ${index}`)
      return item
    }
  }
}
