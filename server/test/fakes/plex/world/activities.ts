/** What the server is busy with: scans and refreshes, as activities that are listed and pushed. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { PushHub } from '#test/fakes/plex/push/hub.ts'

export interface Activities {
  all(): readonly Tree[]
  /** Announces a scan that takes two seconds of the clock. */
  scan(sectionKey: string): void
  /** Announces the refresh that a detail read may start: it looks at the files on disk. */
  refreshItem(item: FakeItem): void
  isScanning(sectionKey: string): boolean
  /** Epoch seconds of the last finished scan. */
  scannedAt(sectionKey: string): number | undefined
}

const STEP_MS = 1000

interface Running {
  readonly uuid: string
  readonly sectionKey: string | undefined
  tree: Tree
}

export function createActivities(clock: VirtualClock, hub: PushHub): Activities {
  const running = new Map<string, Running>()
  const scanned = new Map<string, number>()
  let started = 0

  function nextUuid(): string {
    started += 1
    return `ac710000-0000-4000-8000-${String(started).padStart(12, '0')}`
  }

  function tell(event: 'started' | 'updated' | 'progress' | 'ended', uuid: string, activity: Tree): void {
    hub.publish({ type: 'activity', array: 'ActivityNotification', entries: [{ event, uuid, Activity: activity }] })
  }

  function activity(uuid: string, facts: Tree): Tree {
    return { uuid, cancellable: false, userID: 1, ...facts }
  }

  function scan(sectionKey: string): void {
    const uuid = nextUuid()
    const at = (progress: number, subtitle: string): Tree =>
      activity(uuid, {
        type: 'library.update.section',
        title: 'Scanning the library',
        subtitle,
        progress,
        Context: { librarySectionID: sectionKey }
      })
    const run: Running = { uuid, sectionKey, tree: at(0, '') }
    running.set(uuid, run)
    tell('started', uuid, run.tree)
    clock.after(STEP_MS, () => {
      run.tree = at(50, 'Half of the folders')
      tell('progress', uuid, run.tree)
    })
    clock.after(2 * STEP_MS, () => {
      running.delete(uuid)
      scanned.set(sectionKey, Math.floor(clock.now() / 1000))
      tell('ended', uuid, at(100, ''))
      const done = { title: 'Library scan complete', description: '', notificationName: 'LIBRARY_UPDATE' }
      hub.publish({ type: 'status', array: 'StatusNotification', entries: [done] })
    })
  }

  function refreshItem(item: FakeItem): void {
    const uuid = nextUuid()
    const key = `/library/metadata/${item.ratingKey}`
    const at = (progress: number, subtitle: string, context: Tree): Tree =>
      activity(uuid, {
        type: 'library.refresh.items',
        title: 'Refreshing',
        subtitle,
        progress,
        Context: { key, ...context }
      })
    tell('started', uuid, at(0, '', {}))
    tell('updated', uuid, at(0, 'Checking files', {}))
    const found = { accessible: true, exists: true }
    tell('updated', uuid, at(33, 'Refreshing local metadata', found))
    tell('ended', uuid, at(100, 'Refreshing media analysis', { ...found, analyzed: false, refreshed: false }))
  }

  return {
    all: () => [...running.values()].map(({ tree }) => tree),
    scan,
    refreshItem,
    isScanning: (sectionKey) => [...running.values()].some((run) => run.sectionKey === sectionKey),
    scannedAt: (sectionKey) => scanned.get(sectionKey)
  }
}
