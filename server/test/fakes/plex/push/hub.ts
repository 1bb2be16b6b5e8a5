/** Hands every notification to the websocket and event-stream connections that want it, and misbehaves on demand. */

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
}
