/** The newer sign-in: an app registers a key and exchanges what it signs for tokens that live a week. */
import { z } from 'zod'
import { json, type Reply, refuse } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Ask, Route } from '#test/fakes/cloud/http/route.ts'
import { parsed } from '#test/fakes/kit/parsed.ts'
import { WEEK_MS } from './pins.ts'

const registration = z.object({ jwk: z.unknown() })
const exchange = z.object({ jwt: z.string() })

function register(ask: AccountAsk): Reply {
  const { data } = registration.safeParse(parsed(ask.body))
  const taken = data !== undefined && ask.world.devices.register(ask.client, ask.account.name, data.jwk)
  return taken ? json({}, 201) : refuse('v2', ask, { status: 422, code: 1006, message: 'Invalid key' })
}

/** The app's older token, if it had one, is dead from here on. */
function exchangeToken(ask: Ask): Reply {
  const { data } = exchange.safeParse(parsed(ask.body))
  const proven = data === undefined ? undefined : ask.world.devices.exchange(data.jwt)
  if (proven === undefined) return refuse('v2', ask, { status: 422, code: 1007, message: 'Invalid signature' })
  const { tokens } = ask.world.accounts
  tokens.endOfClient(proven.person, proven.client)
  const expiresAt = ask.world.clock.now() + WEEK_MS
  return json({ auth_token: tokens.signIn(proven.person, proven.client, expiresAt) })
}

const facts = { needsClient: true, voice: 'v2' } as const

export const deviceKeyRoutes: readonly Route[] = [
  { pattern: '/api/v2/auth/jwk', methods: ['POST'], access: 'account', ...facts, answer: register },
  {
    pattern: '/api/v2/auth/nonce',
    access: 'anybody',
    ...facts,
    answer: ({ world }) => json({ nonce: world.devices.nonce() })
  },
  { pattern: '/api/v2/auth/token', methods: ['POST'], access: 'anybody', ...facts, answer: exchangeToken }
]
