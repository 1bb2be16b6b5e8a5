/** Hands every notification to the websocket and event-stream connections that want it, and misbehaves on demand. */
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { Person } from '#test/fakes/plex/world/people.ts'

export interface PushConnection {
  readonly transport: 'websocket' | 'eventsource'
  readonly person: string
  readonly filters: readonly string[]
}

/** What can go wrong with push connections that are open now. */
export interface PushFaults {
  connections(): readonly PushConnection[]
  /** Resolves when at least so many connections are open. */
  connected(count?: number): Promise<void>
  /** Cuts every connection without a closing handshake. */
  drop(): void
  /** No data and no pongs any more, but no close either. */
  halfOpen(): void
  garbageFrame(): void
  binaryFrame(): void
  /** Repeats the last `playing` notification so many times at once. */
  burst(count: number): void
  /** Swaps the next two notifications. */
  outOfOrder(): void
  /** Pushes any notification, such as one that no part of this server sends by itself. */
  announce(notification: Notification): void
}

/** One notification before it has an envelope. */
export interface Notification {
  readonly type: string
  /** Name of the array that holds the entries. */
  readonly array: string
  readonly entries: readonly Tree[]
  /** Whose session it is about; others than this person and the owner never see it. */
  readonly about?: Person
}

/** A connection as the hub drives it. */
export interface Subscriber {
  readonly transport: PushConnection['transport']
  readonly person: Person
  /** Empty: everything. */
  readonly filters: readonly string[]
  notify(notification: Notification): void
  keepAlive(): void
  garbage(): void
  binary(): void
  freeze(): void
  cut(): void
}

export interface PushHub extends PushFaults {
  publish(notification: Notification): void
  /** Returns how to leave. */
  subscribe(subscriber: Subscriber): () => void
  /** Tells every event stream that the server is still there. */
  keepAlive(): void
}

/** Everybody hears of the library; only the owner hears of the server and of other people's sessions. */
function mayHear(person: Person, { type, about }: Notification): boolean {
  return person.isAdmin || about === person || type === 'timeline'
}

export function createPushHub(): PushHub {
  const subscribers = new Set<Subscriber>()
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>()
  let lastPlaying: Notification | undefined
  let heldBack: Notification | undefined
  let swapping = false

  function deliver(notification: Notification): void {
    for (const subscriber of subscribers) {
      const { filters, person } = subscriber
      if (filters.length > 0 && !filters.includes(notification.type)) continue
      if (mayHear(person, notification)) subscriber.notify(notification)
    }
  }

  function publish(notification: Notification): void {
    if (notification.type === 'playing') lastPlaying = notification
    if (swapping && heldBack === undefined) {
      heldBack = notification
      return
    }
    deliver(notification)
    if (heldBack === undefined) return
    deliver(heldBack)
    heldBack = undefined
    swapping = false
  }

  function subscribe(subscriber: Subscriber): () => void {
    subscribers.add(subscriber)
    for (const waiter of waiting) {
      if (subscribers.size < waiter.count) continue
      waiting.delete(waiter)
      waiter.resolve()
    }
    return () => subscribers.delete(subscriber)
  }

  function connected(count = 1): Promise<void> {
    if (subscribers.size >= count) return Promise.resolve()
    return new Promise((resolve) => waiting.add({ count, resolve }))
  }

  function everyone(act: (subscriber: Subscriber) => void): void {
    for (const subscriber of [...subscribers]) act(subscriber)
  }

  return {
    publish,
    announce: publish,
    subscribe,
    connected,
    connections: () =>
      [...subscribers].map(({ transport, person, filters }) => ({ transport, person: person.name, filters })),
    keepAlive: () => everyone((subscriber) => subscriber.keepAlive()),
    drop: () => everyone((subscriber) => subscriber.cut()),
    halfOpen: () => everyone((subscriber) => subscriber.freeze()),
    garbageFrame: () => everyone((subscriber) => subscriber.garbage()),
    binaryFrame: () => everyone((subscriber) => subscriber.binary()),
    burst: (count) => {
      for (let sent = 0; sent < count && lastPlaying !== undefined; sent += 1) deliver(lastPlaying)
    },
    outOfOrder: () => {
      swapping = true
    }
  }
}
