/** A library whose content changes while the server runs; counts every change and tells the push side. */
import { buildEpisode, buildMedia, buildMovie, buildSeason, buildShow, type Ids } from './build-item.ts'
import type { ListedFile } from './listed.ts'
import type { FakeItem, LibrarySource, MutableLibrary, NewItem } from './model.ts'
import { createOverlay } from './overlay.ts'

export type LibraryChange = 'created' | 'updated' | 'deleted'

export interface LibraryWatch {
  /** Epoch seconds. */
  nowSeconds(): number
  changed(what: LibraryChange, item: FakeItem): void
}

interface Counter {
  contentChangedAt: number
  updatedAt: number
}

function createIds(first: number): Ids {
  let next = first
  return { ratingKey: (wanted) => wanted ?? String(next++), mediaId: () => next++ }
}

export function createMutableLibrary(base: LibrarySource, watch: LibraryWatch): MutableLibrary {
  const overlay = createOverlay(base)
  const ids = createIds(base.firstFreeId)
  const counters = new Map<string, Counter>(
    base.sections.map(({ key, createdAt }) => [key, { contentChangedAt: 1000 + Number(key), updatedAt: createdAt }])
  )
  let version = 0

  function counterOf(sectionKey: string): Counter {
    const counter = counters.get(sectionKey)
    if (counter === undefined) throw new Error(`there is no section ${sectionKey}`)
    return counter
  }

  function tell(what: LibraryChange, item: FakeItem): void {
    const counter = counterOf(item.sectionKey)
    counter.contentChangedAt += 1
    counter.updatedAt = watch.nowSeconds()
    version += 1
    watch.changed(what, item)
  }

  function existing(ratingKey: string): FakeItem {
    const item = overlay.lookup(ratingKey)
    if (item === undefined) throw new Error(`there is no item ${ratingKey}`)
    return item
  }

  function put(what: LibraryChange, item: FakeItem): FakeItem {
    overlay.put(item)
    tell(what, item)
    return item
  }

  function update(ratingKey: string, patch: Partial<FakeItem>): FakeItem {
    return put('updated', { ...existing(ratingKey), updatedAt: watch.nowSeconds(), ...patch })
  }

  function showCalled(section: string, title: string): FakeItem {
    for (let index = 0; index < overlay.count(section, 'show'); index += 1) {
      const show = overlay.item(section, 'show', index)
      if (show.title === title) return show
    }
    return put('created', buildShow(ids, section, { title, addedAt: watch.nowSeconds(), seasons: [] }))
  }

  function seasonOf(show: FakeItem, number: number): FakeItem {
    const known = overlay.children(show.ratingKey).find((season) => season.index === number)
    return known ?? put('created', buildSeason(ids, show, { index: number }))
  }

  function add(item: NewItem): FakeItem {
    const listed = { ...item, addedAt: item.addedAt ?? watch.nowSeconds() }
    counterOf(item.section)
    if (item.show === undefined) return put('created', buildMovie(ids, item.section, listed))
    const show = showCalled(item.section, item.show)
    const season = seasonOf(show, item.season ?? 1)
    const last = overlay.children(season.ratingKey).at(-1)?.index ?? 0
    const seasonsHidden = overlay.leaves(show.ratingKey)[0]?.seasonHidden ?? false
    const parents = { show, season, seasonsHidden }
    return put('created', buildEpisode(ids, parents, { ...listed, index: item.episode ?? last + 1 }))
  }

  function removeEmptyParents(item: FakeItem): void {
    for (const above of [item.parentKey, item.grandparentKey]) {
      const parent = above === undefined ? undefined : overlay.lookup(above)
      if (parent === undefined || overlay.children(parent.ratingKey).length > 0) continue
      overlay.removeOne(parent.ratingKey)
      tell('deleted', parent)
    }
  }

  function remove(ratingKey: string): void {
    const item = existing(ratingKey)
    for (const child of overlay.children(ratingKey)) removeBelow(child)
    overlay.removeOne(ratingKey)
    tell('deleted', item)
    removeEmptyParents(item)
  }

  function removeBelow(item: FakeItem): void {
    for (const child of overlay.children(item.ratingKey)) removeBelow(child)
    overlay.removeOne(item.ratingKey)
    tell('deleted', item)
  }

  function replaceFile(ratingKey: string, file: ListedFile): FakeItem {
    const [first, ...others] = existing(ratingKey).media
    const [part, ...parts] = first?.parts ?? []
    if (first === undefined || part === undefined) throw new Error(`item ${ratingKey} has no file`)
    const { sizeBytes: _old, ...kept } = part
    return update(ratingKey, { media: [{ ...first, parts: [{ ...kept, ...file }, ...parts] }, ...others] })
  }

  function upgrade(ratingKey: string, file: ListedFile): FakeItem {
    const { durationMs = 0 } = existing(ratingKey)
    return update(ratingKey, { media: [buildMedia(ids, { files: [file] }, durationMs)] })
  }

  function trash(ratingKey: string): FakeItem {
    const deletedAt = watch.nowSeconds()
    return update(ratingKey, {
      deletedAt,
      media: existing(ratingKey).media.map((media) => ({ ...media, deletedAt }))
    })
  }

  function moveToSection(ratingKey: string, section: string): FakeItem {
    const item = existing(ratingKey)
    if (item.type !== 'movie') throw new Error('only movies move between sections')
    const moved = { ...item, ratingKey: ids.ratingKey(), sectionKey: section, addedAt: watch.nowSeconds() }
    counterOf(section)
    remove(ratingKey)
    return put('created', moved)
  }

  return {
    sections: overlay.sections,
    count: overlay.count,
    item: overlay.item,
    lookup: overlay.lookup,
    position: overlay.position,
    children: overlay.children,
    leaves: overlay.leaves,
    leafCount: overlay.leafCount,
    childCount: overlay.childCount,
    firstFreeId: base.firstFreeId,
    add,
    remove,
    replaceFile,
    upgrade,
    trash,
    change: update,
    moveToSection,
    contentChangedAt: (sectionKey) => counterOf(sectionKey).contentChangedAt,
    updatedAt: (sectionKey) => counterOf(sectionKey).updatedAt,
    get version() {
      return version
    }
  }
}
