/** Opens the simulated plex.tv and its sister services, each on a port of its own. */

import { takesControl } from '#test/fakes/kit/control/over-http.ts'
import { createFaultSource, type FaultSource } from '#test/fakes/kit/faults/injector.ts'
import { createRequestLog, type RequestRecorder } from '#test/fakes/kit/request-log.ts'
import { createControl } from './control/create-control.ts'
import { answerControl } from './control/http.ts'
import type { FakeCloud } from './fake-cloud.ts'
import { type OpenHost, openHost } from './http/host.ts'
import { type App, apps, type FakeCloudOptions } from './options.ts'
import { routesOf, voiceOf } from './routes.ts'
import { openWorld } from './world/create-world.ts'
import { createWindow } from './world/window.ts'
import type { CloudWorld } from './world/world.ts'

interface Opening {
  readonly options: FakeCloudOptions
  readonly world: CloudWorld
  readonly faults: FaultSource
  readonly log: RequestRecorder
  /** The cloud as a whole, once it stands. */
  whole(): FakeCloud
}

function latencyOf({ latencyMs = 0 }: FakeCloudOptions, app: App): number {
  return typeof latencyMs === 'number' ? latencyMs : (latencyMs[app] ?? 0)
}

function limitOf({ limits = {} }: FakeCloudOptions, app: App, world: CloudWorld) {
  const limit = limits[app]
  if (limit === undefined) return undefined
  const window = createWindow(world.clock, { most: limit.requests, spanMs: limit.perMs })
  return { window, retryAfterSeconds: limit.retryAfterSeconds }
}

async function openApp({ options, world, faults, log, whole }: Opening, app: App): Promise<OpenHost> {
  const requests = createRequestLog()
  const both = {
    record: (request: Parameters<RequestRecorder['record']>[0]) => {
      requests.record(request)
      log.record(request)
    }
  }
  const host = await openHost({
    app,
    desk: {
      app,
      clock: world.clock,
      faults,
      log: both,
      random: world.random,
      latencyMs: latencyOf(options, app),
      waiting: new Set()
    },
    requests,
    world,
    routes: routesOf[app],
    voice: voiceOf[app],
    limit: limitOf(options, app, world),
    control: (incoming, response) => {
      if (!takesControl(incoming)) return false
      answerControl(whole(), incoming, response)
      return true
    }
  })
  world.urls[app] = host.url
  return host
}

/** Every service on loopback. Everything about them ends with `close`. */
export async function startFakeCloud(options: FakeCloudOptions = {}): Promise<FakeCloud> {
  const { world, close: closeDoors } = await openWorld(options)
  const faults = createFaultSource(world.random)
  const log = createRequestLog()
  for (const rule of options.faults ?? []) faults.add(rule)
  const opening: Opening = { options, world, faults, log, whole: () => cloud }
  const open = (app: App): Promise<OpenHost> => openApp(opening, app)
  const hosts = {
    plexTv: await open('plexTv'),
    clients: await open('clients'),
    discover: await open('discover'),
    metadata: await open('metadata'),
    community: await open('community'),
    rss: await open('rss')
  }
  const count = (app: App) => hosts[app].requests.counters()

  async function close(): Promise<void> {
    await Promise.all(apps.map((app) => hosts[app].close()))
    await closeDoors()
  }

  const cloud: FakeCloud = {
    urls: world.urls,
    hosts,
    accounts: world.accounts,
    clock: world.clock,
    seed: world.seed,
    control: createControl(world),
    faults,
    log,
    counters: () => ({
      plexTv: count('plexTv'),
      clients: count('clients'),
      discover: count('discover'),
      metadata: count('metadata'),
      community: count('community'),
      rss: count('rss'),
      all: log.counters()
    }),
    close
  }
  return cloud
}
