/** Signing in by a code that is typed at Trakt, and keeping a sign-in alive. */
import type { Secret } from '#core/model/secret.ts'
import type { TraktCode, TraktCodeState, TraktTokens } from '#ports/trakt/trakt.ts'
import type { Failure } from '#src/failure.ts'
import { garbled, keyRefused, tokenRefused } from './failures.ts'
import type { Reply } from './http.ts'
import { codeSchema, errorSchema, tokensSchema } from './payloads.ts'
import type { TraktRoom } from './room.ts'

const about = 'a sign-in'
/** Where no browser is sent back to, as the settings of the application say. */
const noRedirect = 'urn:ietf:wg:oauth:2.0:oob'

const tokensOf = (room: TraktRoom, { document }: Reply): TraktTokens => {
  const read = tokensSchema.safeParse(document)
  if (!read.success) throw garbled(about, 'it holds no tokens')
  const { access_token, refresh_token, expires_in } = read.data
  return { access: room.keep(access_token), refresh: room.keep(refresh_token), livesMs: expires_in * 1000 }
}

const secretOf = ({ clientSecret }: TraktRoom): string => {
  if (clientSecret === undefined) throw keyRefused(about, 401, 'secret')
  return clientSecret.reveal()
}

/** Begins one. */
export const beginCode = async (room: TraktRoom, signal: AbortSignal): Promise<TraktCode> => {
  const post = { client_id: room.clientId }
  const reply = await room.http.ask({ host: 'auth', about, path: '/oauth/device/code', post, signal })
  const read = codeSchema.safeParse(reply.document)
  if (!read.success) throw garbled(about, 'it holds no code')
  const { device_code, user_code, verification_url, expires_in, interval } = read.data
  return {
    deviceCode: room.keep(device_code),
    userCode: user_code,
    page: verification_url,
    expiresAt: room.clock.now() + expires_in * 1000,
    intervalMs: Math.max(1, interval) * 1000
  }
}

const states: ReadonlyMap<number, Exclude<TraktCodeState['kind'], 'done'>> = new Map([
  [400, 'waiting'],
  // Unknown, or used already: in both cases it gives no token any more.
  [404, 'expired'],
  [409, 'expired'],
  [410, 'expired'],
  [418, 'denied'],
  [429, 'slower']
])

/** Asks what became of one. */
export const codeState = async (room: TraktRoom, deviceCode: Secret, signal: AbortSignal): Promise<TraktCodeState> => {
  const post = { code: deviceCode.reveal(), client_id: room.clientId, client_secret: secretOf(room) }
  const takes = [...states.keys(), 401, 403]
  const reply = await room.http.ask({ host: 'auth', about, path: '/oauth/device/token', post, takes, signal })
  const kind = states.get(reply.status)
  if (kind !== undefined) return { kind }
  if (reply.status === 401 || reply.status === 403) throw keyRefused(about, reply.status, 'secret')
  return { kind: 'done', tokens: tokensOf(room, reply) }
}

/** A wrong application is no reason to take somebody's sign-in for lost. */
const renewalRefused = (asked: string, { status, document }: Reply): Failure => {
  const error = errorSchema.safeParse(document).data?.error
  const isApplication = status === 403 || error === 'invalid_client' || error === 'unauthorized_client'
  return isApplication ? keyRefused(asked, status, 'secret') : tokenRefused(asked, status)
}

/** Exchanges a refresh token, once. */
export const renew = async (room: TraktRoom, refresh: Secret, signal: AbortSignal): Promise<TraktTokens> => {
  const post = {
    refresh_token: refresh.reveal(),
    client_id: room.clientId,
    client_secret: secretOf(room),
    redirect_uri: noRedirect,
    grant_type: 'refresh_token'
  }
  const renewing = 'a sign-in to be renewed'
  const takes = [400, 401, 403]
  const reply = await room.http.ask({ host: 'auth', about: renewing, path: '/oauth/token', post, takes, signal })
  if (reply.status > 299) throw renewalRefused(renewing, reply)
  return tokensOf(room, reply)
}

/** Ends a sign-in at Trakt. */
export const revoke = async (room: TraktRoom, access: Secret, signal: AbortSignal): Promise<void> => {
  const post = { token: access.reveal(), client_id: room.clientId, client_secret: secretOf(room) }
  await room.http.ask({ host: 'auth', about: 'a sign-in to be ended', path: '/oauth/revoke', post, signal })
}
