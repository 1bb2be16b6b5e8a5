/** Cuts a page out of a selection and writes it with the counts and headers of a Plex list. */

import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeSection } from '#test/fakes/plex/library/model.ts'
import { itemNode } from '#test/fakes/plex/serialise/item-node.ts'
import { shapeOf } from '#test/fakes/plex/serialise/shape.ts'
import type { PersonAsk, Reply } from './route.ts'
import type { Selection } from './selection.ts'

interface Cut {
  readonly from: number
  readonly to: number
}

/** The positions of a page. A cap shortens it; a paging fault moves every page but the first. */
function cutOf(ask: PersonAsk, length: number): Cut {
  const { start, size } = ask.page
  const limit = ask.query.number('limit') ?? Number.POSITIVE_INFINITY
  const most = Math.min(size ?? limit, limit, ask.world.pageCap ?? Number.POSITIVE_INFINITY)
  const shift = start > 0 ? ask.pageShift : 0
  const from = Math.min(Math.max(0, start + shift), length)
  return { from, to: Math.min(length, from + most) }
}

/** Facts of the container that say which section a list belongs to. */
export function sectionFacts(section: FakeSection): Tree {
  return {
    librarySectionID: Number(section.key),
    librarySectionTitle: section.title,
    librarySectionUUID: section.uuid,
    art: `/:/resources/${section.type}-fanart.jpg`,
    thumb: `/:/resources/${section.type}.png`
  }
}

export interface ListFacts {
  readonly facts?: Tree
  /** True where items carry their section themselves: lists that mix sections. */
  readonly sectionOnItem?: boolean
  readonly lists?: Tree
}

/** `totalSize` and `offset` appear only when a page was asked for; the total is always in the header. */
export function itemList(ask: PersonAsk, selection: Selection, more: ListFacts = {}): Reply {
  const { from, to } = cutOf(ask, selection.length)
  const sectionOnItem = more.sectionOnItem === true || !ask.world.quirks.sectionOnContainerOnly
  const shape = shapeOf(ask.query, { detail: false, sectionOnItem })
  function* nodes(): Generator<Tree> {
    for (let index = from; index < to; index += 1) yield itemNode(selection.item(index), shape, ask)
  }
  const paged = ask.page.size !== undefined && ask.query.text('limit') === undefined
  return {
    kind: 'container',
    total: selection.length,
    container: {
      size: to - from,
      totalSize: paged ? selection.length : undefined,
      offset: paged ? ask.page.start : undefined,
      allowSync: true,
      identifier: 'com.plexapp.plugins.library',
      mediaTagPrefix: '/system/bundle/media/flags/',
      mediaTagVersion: 1_772_000_000,
      ...more.facts,
      ...more.lists
    },
    ...(to > from ? { metadata: nodes() } : {})
  }
}
