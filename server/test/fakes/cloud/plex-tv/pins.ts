/** Signing in by pin. */
import { either, type Reply, refuse } from '#test/fakes/cloud/http/reply.ts'
import type { Ask, Route } from '#test/fakes/cloud/http/route.ts'
import type { Pin } from '#test/fakes/cloud/world/pins.ts'
import type { CloudWorld } from '#test/fakes/cloud/world/world.ts'

const POLL_MS = 1000
/** Short-lived tokens live seven days. */
export const WEEK_MS = 7 * 86_400_000

const location = {
  code: 'NL',
  european_union_member: true,
  continent_code: 'EU',
  country: 'Netherlands',
  city: 'Utrecht',
  time_zone: 'Europe/Amsterdam',
  postal_code: '3511',
  in_privacy_restricted_country: true,
  subdivisions: 'Utrecht',
  coordinates: '52.000, 5'
}

/** Seconds exactly, as plex.tv writes its times. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** The token of a pin, made when it is first asked for after the link. */
function tokenOf({ accounts, clock, quirks }: CloudWorld, pin: Pin): string | null {
  if (pin.linkedTo === undefined) return null
  const expiresAt = quirks.shortLivedTokens ? clock.now() + WEEK_MS : undefined
  pin.authToken ??= accounts.tokens.signIn(pin.linkedTo, pin.client, expiresAt)
  return pin.authToken
}

function pinNode(world: CloudWorld, pin: Pin) {
  const authToken = tokenOf(world, pin)
  return {
    id: pin.id,
    code: pin.code,
    product: pin.product,
    trusted: false,
    qr: `https://plex.tv/api/v2/pins/qr/${pin.code}`,
    clientIdentifier: pin.client,
    location,
    expiresIn: Math.round((pin.expiresAt - world.clock.now()) / 1000),
    createdAt: isoTime(pin.createdAt),
    expiresAt: isoTime(pin.expiresAt),
    authToken,
    newRegistration: authToken === null ? null : false
  }
}

function create(ask: Ask): Reply {
  const { world, client, product } = ask
  const pin = world.pins.create({ client, product, strong: ask.query.flag('strong') })
  return either({ wantsJson: ask.wantsJson, status: 201 }, 'pin', pinNode(world, pin))
}

/** Whether this poll comes too soon after the one before. Counts it. */
function isHasty({ clock, quirks }: CloudWorld, pin: Pin): boolean {
  const since = pin.polledAt === undefined ? Number.POSITIVE_INFINITY : clock.now() - pin.polledAt
  pin.polledAt = clock.now()
  return quirks.pinPollLimit && since < POLL_MS
}

function read(ask: Ask): Reply {
  const pin = ask.world.pins.find(Number(ask.path['id']), ask.client)
  if (pin === undefined) return refuse('v2', ask, { status: 404, code: 1020, message: 'Code not found or expired' })
  if (isHasty(ask.world, pin)) return refuse('v2', ask, { status: 429, code: 1003, message: 'API rate limit exceeded' })
  return either(ask, 'pin', pinNode(ask.world, pin))
}

const facts = { access: 'anybody', needsClient: true, voice: 'v2' } as const

export const pinRoutes: readonly Route[] = [
  { pattern: '/api/v2/pins', methods: ['POST'], ...facts, answer: create },
  { pattern: '/api/v2/pins/:id', ...facts, answer: read }
]
