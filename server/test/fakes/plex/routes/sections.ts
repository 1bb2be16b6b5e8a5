/** Routes over library sections: what there is, the long lists, and the short lists of a section. */

import { parseQuery, type Query } from '#test/fakes/kit/http/query.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeSection } from '#test/fakes/plex/library/model.ts'
import { onDeckOfHome, onDeckOfSection } from '#test/fakes/plex/world/on-deck.ts'
import { maySee } from '#test/fakes/plex/world/people.ts'
import { itemList, sectionFacts } from './item-list.ts'
import { container, done, notFound, type PersonAsk, type Reply, type Route } from './route.ts'
import { listed, select } from './selection.ts'

function visibleSection(ask: PersonAsk): FakeSection | undefined {
  const { section: key = '' } = ask.path
  const section = ask.world.library.sections.find((each) => each.key === key)
  return section !== undefined && maySee(ask.person, key) ? section : undefined
}

function directory(ask: PersonAsk, section: FakeSection): Tree {
  const { library, activities } = ask.world
  const updatedAt = library.updatedAt(section.key)
  return {
    allowSync: true,
    art: `/:/resources/${section.type}-fanart.jpg`,
    composite: `/library/sections/${section.key}/composite/${updatedAt}`,
    filters: true,
    refreshing: activities.isScanning(section.key),
    thumb: `/:/resources/${section.type}.png`,
    key: section.key,
    type: section.type,
    title: section.title,
    agent: section.agent,
    scanner: section.scanner,
    language: section.language,
    uuid: section.uuid,
    updatedAt,
    createdAt: section.createdAt,
    scannedAt: activities.scannedAt(section.key) ?? updatedAt,
    content: true,
    directory: true,
    contentChangedAt: library.contentChangedAt(section.key),
    hidden: section.hidden,
    Location: section.locations.map(({ id, path }) => ({ id, path }))
  }
}

function sections(ask: PersonAsk): Reply {
  const all = ask.world.library.sections.filter(({ key }) => maySee(ask.person, key))
  return container(
    { size: all.length, allowSync: false, identifier: 'com.plexapp.plugins.library', title1: 'Plex Library' },
    { Directory: all.map((section) => directory(ask, section)) }
  )
}

const listTitles: Readonly<Record<string, string>> = {
  movie: 'All Movies',
  show: 'All Shows',
  season: 'All Seasons',
  episode: 'All Episodes'
}

const viewGroups: Readonly<Record<string, string>> = { '1': 'movie', '2': 'show', '3': 'season', '4': 'episode' }

function allOf(ask: PersonAsk, query: Query): Reply {
  const section = visibleSection(ask)
  if (section === undefined) return notFound
  const viewGroup = viewGroups[query.text('type') ?? ''] ?? section.type
  const facts = { ...sectionFacts(section), title1: section.title, title2: listTitles[viewGroup], viewGroup }
  return itemList({ ...ask, query }, select({ ...ask, query }, section.key), { facts })
}

function withParams(ask: PersonAsk, more: string): Query {
  const given = ask.query.params.map(({ name, operator, value }) => `${name}${operator}${encodeURIComponent(value)}`)
  return parseQuery([...given, more].join('&'))
}

/** The fifty newest, as Plex caps it. */
const NEWEST = 50

function newest(ask: PersonAsk): Reply {
  const section = visibleSection(ask)
  if (section === undefined) return notFound
  const leaf = section.type === 'movie' ? 1 : 4
  const query = withParams(ask, `type=${leaf}&sort=addedAt:desc`)
  const all = select({ ...ask, query }, section.key)
  return itemList(ask, { ...all, length: Math.min(NEWEST, all.length) }, { facts: sectionFacts(section) })
}

function newestOfAll(ask: PersonAsk): Reply {
  const query = withParams(ask, 'type=1,4&sort=addedAt:desc')
  const lists = ask.world.library.sections
    .filter(({ hidden, key }) => hidden === 0 && maySee(ask.person, key))
    .map((section) => select({ ...ask, query }, section.key))
  const newestOf = lists.flatMap((list) =>
    Array.from({ length: Math.min(NEWEST, list.length) }, (_, i) => list.item(i))
  )
  newestOf.sort((a, b) => b.addedAt - a.addedAt)
  return itemList(ask, listed(newestOf.slice(0, NEWEST)), { sectionOnItem: true })
}

function deckOfSection(ask: PersonAsk): Reply {
  const section = visibleSection(ask)
  if (section === undefined) return notFound
  const items = onDeckOfSection(ask.world, ask.person, section.key).map(({ item }) => item)
  return itemList(ask, listed(items), { facts: { ...sectionFacts(section), title1: section.title, title2: 'On Deck' } })
}

function deckOfHome(ask: PersonAsk): Reply {
  const items = onDeckOfHome(ask.world, ask.person).map(({ item }) => item)
  return itemList(ask, listed(items), { facts: { mixedParents: true }, sectionOnItem: true })
}

function refresh(ask: PersonAsk): Reply {
  const section = visibleSection(ask)
  if (section === undefined) return notFound
  ask.world.activities.scan(section.key)
  return done
}

export const sectionRoutes: readonly Route[] = [
  { pattern: '/library/sections', access: 'token', answer: sections },
  { pattern: '/library/sections/all', access: 'token', answer: sections },
  { pattern: '/library/sections/:section/all', access: 'token', answer: (ask) => allOf(ask, ask.query) },
  {
    pattern: '/library/sections/:section/allLeaves',
    access: 'token',
    answer: (ask) => allOf(ask, withParams(ask, 'type=4'))
  },
  { pattern: '/library/sections/:section/onDeck', access: 'token', answer: deckOfSection },
  { pattern: '/library/sections/:section/recentlyAdded', access: 'token', answer: newest },
  { pattern: '/library/sections/:section/newest', access: 'token', answer: newest },
  { pattern: '/library/sections/:section/refresh', access: 'admin', answer: refresh },
  { pattern: '/library/onDeck', access: 'token', answer: deckOfHome },
  { pattern: '/library/recentlyAdded', access: 'token', answer: newestOfAll },
  {
    pattern: '/library/all',
    access: 'token',
    answer: (ask) => itemList(ask, select(ask), { sectionOnItem: true })
  }
]
