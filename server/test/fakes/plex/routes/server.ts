/** Routes about the server itself: who it is, its preferences, its accounts. */
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { World } from '#test/fakes/plex/world/world.ts'
import { container, done, type Route } from './route.ts'

function identity({ world }: { readonly world: World }) {
  const { machineIdentifier, version } = world.identity
  return container({ size: 0, apiVersion: '1.1.1', claimed: true, machineIdentifier, version })
}

const rootDirectories = ['activities', 'butler', 'hubs', 'library', 'media', 'playlists', 'status', 'transcode']

function rootFacts(world: World): Tree {
  const owner = world.people.all.find((person) => person.isAdmin)
  return {
    allowMediaDeletion: true,
    allowSharing: true,
    allowSync: true,
    certificate: true,
    countryCode: 'nld',
    eventStream: true,
    friendlyName: world.identity.friendlyName,
    machineIdentifier: world.identity.machineIdentifier,
    mediaProviders: true,
    multiuser: true,
    myPlex: true,
    myPlexMappingState: 'mapped',
    myPlexSigninState: 'ok',
    myPlexSubscription: true,
    myPlexUsername: owner?.name,
    platform: 'Linux',
    platformVersion: '6.12',
    readOnlyLibraries: false,
    requestParametersInCookie: true,
    transcoderActiveVideoSessions: world.sessions.all().filter((session) => session.transcode).length,
    updatedAt: Math.floor(world.startedAt / 1000),
    updater: true,
    version: world.identity.version
  }
}

function preferences(world: World): Tree[] {
  const setting = (id: string, value: number | boolean, fallback: number | boolean): Tree => ({
    id,
    label: id,
    summary: '',
    type: typeof fallback === 'boolean' ? 'bool' : 'int',
    default: fallback,
    value,
    hidden: false,
    advanced: false,
    group: 'library'
  })
  return [
    setting('OnDeckWindow', world.prefs.onDeckWindowWeeks, 16),
    setting('LibraryVideoPlayedThreshold', world.prefs.playedThresholdPercent, 90),
    setting('LibraryVideoPlayedAtBehaviour', 0, 3),
    setting('ScheduledLibraryUpdatesEnabled', false, false)
  ]
}

function accounts(world: World): Tree[] {
  const account = (id: number, name: string): Tree => ({
    id,
    key: `/accounts/${id}`,
    name,
    defaultAudioLanguage: 'en',
    autoSelectAudio: true,
    defaultSubtitleLanguage: 'en',
    subtitleMode: 1,
    thumb: ''
  })
  return [account(0, ''), ...world.people.all.map((person) => account(person.accountId, person.name))]
}

function changePreferences(world: World, text: (name: string) => string | undefined): void {
  const weeks = Number(text('OnDeckWindow'))
  const percent = Number(text('LibraryVideoPlayedThreshold'))
  if (text('OnDeckWindow') !== undefined && Number.isFinite(weeks)) world.prefs.onDeckWindowWeeks = weeks
  if (text('LibraryVideoPlayedThreshold') !== undefined && Number.isFinite(percent)) {
    world.prefs.playedThresholdPercent = percent
  }
}

export const serverRoutes: readonly Route[] = [
  { pattern: '/identity', access: 'anybody', answer: identity },
  {
    pattern: '/',
    access: 'token',
    answer: ({ world }) =>
      container(
        { size: rootDirectories.length, ...rootFacts(world) },
        { Directory: rootDirectories.map((key) => ({ count: 1, key, title: key })) }
      )
  },
  {
    pattern: '/media/providers',
    access: 'token',
    answer: ({ world }) =>
      container(
        { size: 1, ...rootFacts(world) },
        {
          MediaProvider: [
            {
              identifier: 'com.plexapp.plugins.library',
              title: 'Library',
              types: 'video,audio,photo',
              protocols: 'stream,download'
            }
          ]
        }
      )
  },
  {
    pattern: '/:/prefs',
    methods: ['GET', 'HEAD', 'PUT'],
    access: 'admin',
    answer: ({ method, query, world }) => {
      if (method === 'PUT') {
        changePreferences(world, query.text)
        return done
      }
      const settings = preferences(world)
      return container({ size: settings.length }, { Setting: settings })
    }
  },
  {
    pattern: '/accounts',
    access: 'admin',
    answer: ({ world }) => {
      const all = accounts(world)
      return container({ size: all.length, identifier: 'com.plexapp.system.accounts' }, { Account: all })
    }
  },
  {
    pattern: '/activities',
    access: 'admin',
    answer: ({ world }) => {
      const all = world.activities.all()
      return container({ size: all.length }, { Activity: all })
    }
  },
  {
    pattern: '/devices',
    access: 'admin',
    answer: ({ world }) => {
      const all = world.history.devices().map((device) => ({ ...device, createdAt: 1_600_000_000 }))
      return container({ size: all.length, identifier: 'com.plexapp.system.devices' }, { Device: all })
    }
  }
]
