/** What every part of Trakt's client shares. */
import { type Secret, secret } from '#core/model/secret.ts'
import type { TraktHttp } from './http.ts'
import type { TraktSettings } from './settings.ts'

/** Handed to each part. */
export interface TraktRoom extends Pick<TraktSettings, 'clock' | 'clientId' | 'clientSecret'> {
  readonly http: TraktHttp
  /** Makes a secret of a token, and lets the log know it first. */
  keep(token: string): Secret
}

/** Makes secrets that the log has learnt. */
export const keeping =
  (learn: TraktSettings['learn']): TraktRoom['keep'] =>
  (token) => {
    learn?.(token)
    return secret(token)
  }
