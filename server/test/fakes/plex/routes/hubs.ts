/** Routes of the Home screen: continue watching, as hubs and as plain items. */
import { itemNode } from '#test/fakes/plex/serialise/item-node.ts'
import { shapeOf } from '#test/fakes/plex/serialise/shape.ts'
import { isInProgress, onDeckOfHome, onDeckOfSection } from '#test/fakes/plex/world/on-deck.ts'
import { maySee } from '#test/fakes/plex/world/people.ts'
import { itemList } from './item-list.ts'
import { container, notFound, type PersonAsk, type Reply, type Route } from './route.ts'
import { listed } from './selection.ts'

const DEFAULT_COUNT = 12

function hub(ask: PersonAsk): Reply {
  const items = onDeckOfHome(ask.world, ask.person).map(({ item }) => item)
  const shown = items.slice(0, ask.query.number('count') ?? DEFAULT_COUNT)
  const shape = shapeOf(ask.query, { detail: false, sectionOnItem: true })
  const node = {
    hubKey: `/library/metadata/${shown.map((item) => item.ratingKey).join(',')}`,
    key: '/hubs/home/continueWatching',
    title: 'Continue Watching',
    type: 'mixed',
    hubIdentifier: 'home.continue',
    context: 'hub.home.continue',
    size: shown.length,
    more: shown.length < items.length,
    style: 'hero',
    promoted: true,
    Metadata: shown.length === 0 ? undefined : shown.map((item) => itemNode(item, shape, ask))
  }
  return container({ size: 1, allowSync: true, identifier: 'com.plexapp.plugins.library' }, { Hub: [node] })
}

/** Without "next up": only what is partially watched. */
function items(ask: PersonAsk, deck: ReturnType<typeof onDeckOfHome>): Reply {
  const partialOnly = ask.world.quirks.partialContinueWatching
  const shown = deck.map(({ item }) => item).filter((item) => !partialOnly || isInProgress(ask.world, ask.person, item))
  return itemList(ask, listed(shown), { sectionOnItem: true })
}

function sectionItems(ask: PersonAsk): Reply {
  const { section = '' } = ask.path
  const known = ask.world.library.sections.some(({ key }) => key === section)
  if (!known || !maySee(ask.person, section)) return notFound
  return items(ask, onDeckOfSection(ask.world, ask.person, section))
}

export const hubRoutes: readonly Route[] = [
  { pattern: '/hubs', access: 'token', answer: hub },
  { pattern: '/hubs/promoted', access: 'token', answer: hub },
  { pattern: '/hubs/continueWatching', access: 'token', answer: hub },
  {
    pattern: '/hubs/continueWatching/items',
    access: 'token',
    answer: (ask) => items(ask, onDeckOfHome(ask.world, ask.person))
  },
  { pattern: '/hubs/sections/:section/continueWatching/items', access: 'token', answer: sectionItems }
]
