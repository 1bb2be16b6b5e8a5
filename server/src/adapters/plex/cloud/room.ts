/** What every part of the cloud's client shares. */
import type { Secret } from '#core/model/secret.ts'
import type { Clock } from '#ports/clock.ts'
import type { Bases } from './hosts.ts'
import type { CloudHttp } from './http.ts'

/** Handed to each part. */
export interface CloudRoom {
  readonly http: CloudHttp
  readonly bases: Bases
  readonly clock: Clock
  readonly clientIdentifier: string
  /** Makes a secret of a token, and lets the log know it first. */
  keep(token: string): Secret
}

/** Whose token, and until when somebody waits for the answer. */
export interface Asker {
  readonly token: Secret
  readonly signal: AbortSignal
}
