/** Publish and subscribe over the contract's events: numbered, kept in a ring for replay, subscribers isolated from each other. */
import type { Happening, LiveEvent } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'

/** Hears events. It cannot change or slow a run; what it throws is reported and otherwise ignored. */
export type Subscriber = (event: LiveEvent) => void

/** The bus. */
export interface Bus {
  publish(happening: Happening): void
  subscribe(subscriber: Subscriber): { cancel(): void }
  /** Events after this number, or undefined when the ring no longer holds them all. */
  since(id: number): readonly LiveEvent[] | undefined
  lastId(): number
}

/** How a bus is made. */
export interface BusOptions {
  readonly clock: Clock
  /** How many events the ring holds; 1000 when left out. */
  readonly ringSize?: number
  /** The number before the first event. A life that counts from its start time never repeats the numbers of an earlier one. */
  readonly startAt?: number
  /** Hears of subscribers that threw. */
  readonly onBroken?: (thrown: unknown) => void
}

/** Makes a bus. */
export const createBus = (deps: BusOptions): Bus => {
  const ringSize = deps.ringSize ?? 1000
  const ring: LiveEvent[] = []
  const subscribers = new Set<Subscriber>()
  let lastId = deps.startAt ?? 0

  const tell = (subscriber: Subscriber, event: LiveEvent): void => {
    try {
      subscriber(event)
    } catch (thrown) {
      deps.onBroken?.(thrown)
    }
  }

  return {
    publish: (happening) => {
      lastId += 1
      const event: LiveEvent = { id: lastId, at: deps.clock.now(), ...happening }
      ring.push(event)
      if (ring.length > ringSize) ring.shift()
      for (const subscriber of subscribers) tell(subscriber, event)
    },
    subscribe: (subscriber) => {
      subscribers.add(subscriber)
      return { cancel: () => void subscribers.delete(subscriber) }
    },
    since: (id) => {
      if (id > lastId) return undefined
      const oldest = ring[0]?.id ?? lastId + 1
      return id + 1 < oldest ? undefined : ring.filter((event) => event.id > id)
    },
    lastId: () => lastId
  }
}
