/** Announces changes of the library as the timeline entries of a real server: an item passes through its states. */
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { LibraryChange } from '#test/fakes/plex/library/mutable-library.ts'
import type { PushHub } from './hub.ts'

const typeNumbers = { movie: 1, show: 2, season: 3, episode: 4 } as const

/** 0 created, 1 progress, 2 matching, 3 downloading metadata, 4 processing, 5 processed, 9 deleted. */
const states: Readonly<Record<LibraryChange, readonly number[]>> = {
  created: [0, 1, 2, 3, 4, 5],
  updated: [3, 4, 5],
  deleted: [9]
}

/** Libraries without an agent never get past state 1. */
function statesOf(change: LibraryChange, agent: string): readonly number[] {
  return agent.endsWith('.none') ? states[change].filter((state) => state < 2 || state === 9) : states[change]
}

function metadataState(state: number): string {
  if (state === 9) return 'deleted'
  return state < 5 ? 'loading' : 'created'
}

export interface TimelineNews {
  readonly change: LibraryChange
  readonly item: FakeItem
  readonly agent: string
  /** Epoch seconds. */
  readonly at: number
}

export function announceChange(hub: PushHub, { change, item, agent, at }: TimelineNews): void {
  for (const state of statesOf(change, agent)) {
    const entry = {
      identifier: 'com.plexapp.plugins.library',
      sectionID: item.sectionKey,
      itemID: item.ratingKey,
      parentItemID: item.parentKey,
      rootItemID: item.grandparentKey ?? item.parentKey,
      type: typeNumbers[item.type],
      title: item.title,
      state,
      mediaState: state < 5 ? 'analyzing' : undefined,
      metadataState: metadataState(state),
      queueSize: 0,
      updatedAt: at
    }
    hub.publish({ type: 'timeline', array: 'TimelineEntry', entries: [entry] })
  }
  const done = { title: 'Library scan complete', description: '', notificationName: 'LIBRARY_UPDATE' }
  hub.publish({ type: 'status', array: 'StatusNotification', entries: [done] })
}
