/** The ways a server or a network can misbehave, and when. */

/** One misbehaviour of an HTTP answer. */
export type Fault =
  | { readonly kind: 'latency'; readonly fixedMs: number }
  | { readonly kind: 'latency'; readonly uniformMs: readonly [number, number] }
  | { readonly kind: 'latency'; readonly lognormal: { readonly medianMs: number; readonly sigma: number } }
  /** 400 and up with an HTML body; 429 and 503 may say how long to wait. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'neverAnswer' }
  | { readonly kind: 'headersThenStall' }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  | { readonly kind: 'truncate'; readonly atByte: number }
  | { readonly kind: 'malformedJson' }
  | { readonly kind: 'htmlWith200' }
  | { readonly kind: 'wrongContentType' }
  | { readonly kind: 'gzipCorrupt' }
  | { readonly kind: 'connectionReset' }
  /** Blanks behind the answer until it has this size. */
  | { readonly kind: 'hugeBody'; readonly bytes: number }
  /** Pages behind the first begin one item early, so that an item comes twice. */
  | { readonly kind: 'duplicateItems' }
  /** Pages behind the first begin one item late, so that an item is never seen. */
  | { readonly kind: 'missingItems' }
  /** The `Date` header is off by this much. */
  | { readonly kind: 'clockSkew'; readonly ms: number }
  /** The upgrade to a websocket is answered with a status. */
  | { readonly kind: 'badUpgrade'; readonly status: 401 | 403 | 502 }

/** A fault and the requests it meets. Every condition given must hold. */
export interface FaultRule {
  /** Only the service of this name, such as `discover`; default: every service that shares the injector. */
  readonly app?: string
  /** Regular expression over the path; default: every path. */
  readonly path?: string
  readonly method?: string
  readonly person?: string
  /** Chance (0-1) of each matching request. */
  readonly probability?: number
  /** Only the n-th matching request (1 = the first). */
  readonly nth?: number
  /** Only the first so many matching requests. */
  readonly times?: number
  /** Epoch ms of the clock at which the fault ends. */
  readonly until?: number
  readonly fault: Fault
}

export interface FaultInjector {
  /** Returns how to take the rule away again. */
  add(rule: FaultRule): () => void
  clear(): void
  /** The rules in force. */
  rules(): readonly FaultRule[]
}
