/** Routes over single items: batched details, children and leaves. */

import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import { itemNode } from '#test/fakes/plex/serialise/item-node.ts'
import { shapeOf } from '#test/fakes/plex/serialise/shape.ts'
import { maySee } from '#test/fakes/plex/world/people.ts'
import { itemList, sectionFacts } from './item-list.ts'
import { notFound, type PersonAsk, type Reply, type Route } from './route.ts'
import { listed } from './selection.ts'

function visibleItem(ask: PersonAsk, ratingKey: string): FakeItem | undefined {
  const item = ask.world.library.lookup(ratingKey)
  return item !== undefined && maySee(ask.person, item.sectionKey) ? item : undefined
}

function containerFacts(ask: PersonAsk, item: FakeItem): Tree {
  const section = ask.world.library.sections.find(({ key }) => key === item.sectionKey)
  return section === undefined ? {} : sectionFacts(section)
}

/** Unknown ids are left out in silence; only when nothing is left the answer is 404. */
function details(ask: PersonAsk): Reply {
  const { keys = '' } = ask.path
  const items = keys
    .split(',')
    .map((key) => visibleItem(ask, key))
    .filter((item) => item !== undefined)
  const [first] = items
  if (first === undefined) return notFound
  const checked = ask.query.flag('checkFiles') || ask.query.flag('asyncCheckFiles')
  const refreshed = ask.world.quirks.refreshOnDetail && !ask.query.flag('skipRefresh')
  if (refreshed) for (const item of items) ask.world.activities.refreshItem(item)
  const shape = shapeOf(ask.query, { detail: true, sectionOnItem: true })
  return {
    kind: 'container',
    diskWake: checked || refreshed,
    container: {
      size: items.length,
      allowSync: true,
      identifier: 'com.plexapp.plugins.library',
      ...containerFacts(ask, first),
      mediaTagPrefix: '/system/bundle/media/flags/',
      mediaTagVersion: 1_772_000_000,
      Metadata: items.map((item) => itemNode(item, shape, ask))
    }
  }
}

function below(ask: PersonAsk, items: (ratingKey: string) => readonly FakeItem[]): Reply {
  const { key = '' } = ask.path
  const parent = visibleItem(ask, key)
  if (parent === undefined) return notFound
  const children = items(key)
  const facts: Tree = {
    ...containerFacts(ask, parent),
    key,
    parentIndex: parent.index,
    parentTitle: parent.title,
    summary: parent.type === 'show' ? '' : undefined,
    grandparentRatingKey: parent.type === 'season' ? Number(parent.parentKey) : undefined,
    grandparentTitle: parent.type === 'season' ? parent.parentTitle : undefined,
    title1: parent.parentTitle ?? parent.title,
    title2: parent.title,
    viewGroup: children[0]?.type ?? 'episode'
  }
  return itemList(ask, listed(children), { facts, lists: allEpisodes(ask, parent, children) })
}

/** A show's children begin with a directory that is no season. */
function allEpisodes(ask: PersonAsk, parent: FakeItem, children: readonly FakeItem[]): Tree {
  if (parent.type !== 'show' || children[0]?.type !== 'season' || children.length < 2) return {}
  return {
    Directory: [
      {
        leafCount: ask.world.library.leafCount(parent.ratingKey),
        thumb: `/library/metadata/${parent.ratingKey}/thumb/${parent.updatedAt}`,
        viewedLeafCount: ask.world.views.progress(ask.person, parent.ratingKey)?.viewedLeafCount ?? 0,
        key: `/library/metadata/${parent.ratingKey}/allLeaves`,
        title: 'All episodes'
      }
    ]
  }
}

export const metadataRoutes: readonly Route[] = [
  { pattern: '/library/metadata/:keys', access: 'token', answer: details },
  {
    pattern: '/library/metadata/:key/children',
    access: 'token',
    answer: (ask) => below(ask, ask.world.library.children)
  },
  {
    pattern: '/library/metadata/:key/grandchildren',
    access: 'token',
    answer: (ask) => below(ask, ask.world.library.leaves)
  },
  {
    pattern: '/library/metadata/:key/allLeaves',
    access: 'token',
    answer: (ask) => below(ask, ask.world.library.leaves)
  }
]
