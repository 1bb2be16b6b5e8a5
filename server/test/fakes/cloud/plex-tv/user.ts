/** An account as plex.tv describes it to itself. */
import { either, json, type Reply, refuse } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Ask, Route } from '#test/fakes/cloud/http/route.ts'
import { type CloudWorld, homeAround, thumbOf } from '#test/fakes/cloud/world/world.ts'
import type { Account } from '#test/fakes/people/accounts.ts'

function subscriptionOf({ subscription }: Account) {
  if (!subscription)
    return {
      active: false,
      subscribedAt: null,
      status: 'Inactive',
      paymentService: null,
      plan: null,
      features: ['home', 'watchlist']
    }
  return {
    active: true,
    subscribedAt: '2021-10-01T01:02:03Z',
    status: 'Active',
    paymentService: 'braintree',
    plan: 'lifetime',
    features: ['home', 'watchlist', 'webhooks', 'pass', 'sync', 'watchlist-rss']
  }
}

const profile = {
  autoSelectAudio: true,
  defaultAudioAccessibility: 0,
  defaultAudioLanguage: 'en',
  defaultAudioLanguages: null,
  defaultSubtitleLanguage: 'en',
  defaultSubtitleLanguages: null,
  autoSelectSubtitle: 1,
  defaultSubtitleAccessibility: 0,
  defaultSubtitleForced: 0,
  watchedIndicator: 1,
  mediaReviewsVisibility: 0,
  mediaReviewsLanguages: null
}

const restrictions = { all: null, movies: null, music: null, photos: null, television: null }

function membership(world: CloudWorld, account: Account) {
  const home = homeAround(world.accounts, account)
  return {
    home: home.length > 0,
    guest: false,
    homeSize: Math.max(1, home.length),
    homeAdmin: account.kind === 'owner',
    maxHomeSize: 15
  }
}

/** Things that tell only whether somebody pays, and what Plex may do with the data. */
function contracts({ subscription }: Account) {
  return {
    entitlements: subscription ? ['ios', 'all'] : [],
    roles: subscription ? ['plexpass'] : [],
    subscriptions: subscription
      ? [
          {
            id: null,
            mode: 'lifetime',
            renewsAt: null,
            endsAt: null,
            type: 'plexpass',
            transfer: null,
            state: 'active'
          }
        ]
      : [],
    pastSubscriptions: [],
    trials: [],
    adsConsent: subscription ? true : null,
    adsConsentSetAt: subscription ? 1_618_272_851 : null,
    adsConsentReminderAt: subscription ? 1_649_808_851 : null,
    experimentalFeatures: subscription,
    twoFactorEnabled: subscription,
    backupCodesCreated: subscription
  }
}

/** The account with the token that asked, or that a switch has just given. */
export function userNode(world: CloudWorld, account: Account, authToken: string) {
  const managed = account.kind === 'managed'
  return {
    id: account.id,
    uuid: account.uuid,
    username: account.username ?? '',
    title: account.title,
    email: account.email ?? '',
    friendlyName: managed ? account.title : '',
    locale: null,
    confirmed: !managed,
    emailOnlyAuth: false,
    hasPassword: !managed,
    protected: account.pin !== undefined,
    thumb: thumbOf(account),
    authToken,
    mailingListStatus: managed ? null : 'unsubscribed',
    mailingListActive: false,
    scrobbleTypes: '',
    country: 'NL',
    ...(account.pin === undefined ? {} : { pin: account.pin }),
    providers: [],
    subscription: subscriptionOf(account),
    subscriptionDescription: account.subscription ? 'Lifetime Plex Pass' : null,
    restricted: managed,
    anonymous: null,
    restrictionProfile: null,
    customRestrictions: restrictions,
    ...membership(world, account),
    rememberExpiresAt: managed ? null : Math.floor(world.clock.now() / 1000) + 1_209_600,
    profile: managed ? { ...profile, defaultAudioLanguage: null, defaultSubtitleLanguage: null } : profile,
    settings: [{ id: 'experience', type: 'json', value: '{}', hidden: true, updatedAt: 1_641_399_379 }],
    services: [
      { identifier: 'epg', endpoint: 'https://epg.provider.plex.tv', token: `service-${authToken}`, status: 'online' },
      {
        identifier: 'users',
        endpoint: 'https://users.example.invalid',
        secret: `secret-${account.uuid}`,
        status: 'online'
      }
    ],
    ...contracts(account),
    joinedAt: 1_339_124_759
  }
}

function user(ask: AccountAsk): Reply {
  return either(ask, 'user', userNode(ask.world, ask.account, ask.token.token))
}

/** The oldest route words a bad token in its own way. */
function oldAccount(ask: Ask): Reply {
  const sent = ask.query.text('X-Plex-Token') ?? ask.headers['x-plex-token']
  const token = typeof sent === 'string' ? ask.world.accounts.tokens.atPlexTv(sent) : undefined
  if (token === undefined) return json({ error: 'Invalid token' }, 422)
  return json({ user: userNode(ask.world, ask.world.accounts.byName(token.name), token.token) })
}

function ping(ask: Ask): Reply {
  return either(ask, 'pong', { pong: true })
}

const v2 = { needsClient: true, voice: 'v2' } as const

export const userRoutes: readonly Route[] = [
  { pattern: '/api/v2/user', access: 'account', ...v2, answer: user },
  { pattern: '/api/v2/ping', access: 'account', ...v2, answer: ping },
  { pattern: '/users/account.json', access: 'anybody', voice: 'v1', answer: oldAccount },
  {
    pattern: '/api/friends/:id',
    methods: ['GET', 'HEAD', 'PUT', 'DELETE'],
    access: 'anybody',
    voice: 'v1',
    answer: (ask) => refuse('page', ask, { status: 410, message: 'Gone' })
  }
]
