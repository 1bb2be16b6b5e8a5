/** The routes of signing in: codes, tokens that rotate, and their end. */
import { z } from 'zod'
import { parsed } from '#test/fakes/kit/parsed.ts'
import { type Ask, json, type Reply, type Route } from './reply.ts'
import { type Code, fingerprint, grant, type Session, type World } from './world.ts'

const CODE_LIFE_S = 600

const texts = z.record(z.string(), z.string())

const bodyOf = ({ body }: Ask): Readonly<Record<string, string>> => texts.safeParse(parsed(body)).data ?? {}

const isOurs = ({ world }: Ask, given: Readonly<Record<string, string>>): boolean =>
  given['client_id'] === world.clientId && given['client_secret'] === world.clientSecret

function begin(ask: Ask): Reply {
  const { world } = ask
  if (bodyOf(ask)['client_id'] !== world.clientId) return { status: 403 }
  const number = world.next()
  const code: Code = {
    deviceCode: `device-${fingerprint('device', number)}`,
    userCode: fingerprint('user', number).slice(0, 8).toUpperCase(),
    expiresAt: world.clock.now() + CODE_LIFE_S * 1000,
    askedAt: 0,
    state: 'pending'
  }
  world.codes.set(code.deviceCode, code)
  return json({
    device_code: code.deviceCode,
    user_code: code.userCode,
    verification_url: `${world.urls.auth}/activate`,
    expires_in: CODE_LIFE_S,
    interval: world.intervalS
  })
}

function tokens(world: World, session: Session): Reply {
  return json({
    access_token: session.access,
    token_type: 'bearer',
    expires_in: Math.round(world.tokenLifeMs / 1000),
    refresh_token: session.refresh,
    scope: 'public',
    created_at: Math.floor(world.clock.now() / 1000)
  })
}

const stateStatus = { pending: 400, denied: 418, used: 409 } as const

function ask(asked: Ask): Reply {
  const { world } = asked
  const given = bodyOf(asked)
  if (!isOurs(asked, given)) return json({ error: 'invalid_client' }, 401)
  const code = world.codes.get(given['code'] ?? '')
  if (code === undefined) return { status: 404 }
  if (code.expiresAt <= world.clock.now()) return { status: 410 }
  const isTooSoon = world.clock.now() - code.askedAt < world.intervalS * 1000
  code.askedAt = world.clock.now()
  if (isTooSoon) return { status: 429 }
  if (typeof code.state === 'string') return { status: stateStatus[code.state] }
  const session = grant(world, code.state.approvedBy)
  code.state = 'used'
  return tokens(world, session)
}

/** A refresh token that comes a second time was stolen by somebody: the whole sign-in ends. */
function endChain(world: World, refresh: string): void {
  for (const session of world.sessions) if (session.used.has(refresh)) session.isOver = true
}

function renew(asked: Ask): Reply {
  const { world } = asked
  const given = bodyOf(asked)
  if (!isOurs(asked, given)) return json({ error: 'invalid_client' }, 401)
  const refresh = given['refresh_token'] ?? ''
  const session = world.sessions.find((one) => one.refresh === refresh && !one.isOver)
  if (session === undefined || given['grant_type'] !== 'refresh_token') {
    endChain(world, refresh)
    return json({ error: 'invalid_grant' }, 401)
  }
  session.used.add(refresh)
  const number = world.next()
  session.access = `trakt-access-${fingerprint('again', number).slice(0, 40)}`
  session.refresh = `trakt-refresh-${fingerprint('anew', number).slice(0, 40)}`
  session.expiresAt = world.clock.now() + world.tokenLifeMs
  return tokens(world, session)
}

function revoke(asked: Ask): Reply {
  const given = bodyOf(asked)
  if (!isOurs(asked, given)) return json({ error: 'invalid_client' }, 401)
  for (const session of asked.world.sessions) if (session.access === given['token']) session.isOver = true
  return json({})
}

export const oauthRoutes: readonly Route[] = [
  { pattern: '/oauth/device/code', method: 'POST', answer: begin },
  { pattern: '/oauth/device/token', method: 'POST', answer: ask },
  { pattern: '/oauth/token', method: 'POST', answer: renew },
  { pattern: '/oauth/revoke', method: 'POST', answer: revoke }
]
