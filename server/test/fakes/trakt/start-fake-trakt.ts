/** Opens the simulated Trakt: its API and its sign-in service, each on a port of its own. */
import { createVirtualClock } from '#test/fakes/kit/clock.ts'
import { createFaultSource } from '#test/fakes/kit/faults/injector.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import { createRequestLog } from '#test/fakes/kit/request-log.ts'
import { answerControl, createControl } from './control.ts'
import type { FakeTrakt, FakeTraktOptions } from './fake-trakt.ts'
import { type Host, openHost } from './host.ts'
import { listRoutes } from './lists.ts'
import { oauthRoutes } from './oauth.ts'
import type { World } from './world.ts'

const dayMs = 86_400_000

/** Both on loopback. Everything about them ends with `close`. */
export async function startFakeTrakt(options: FakeTraktOptions = {}): Promise<FakeTrakt> {
  const { clock = createVirtualClock(), seed = 1, mostGets = 1000 } = options
  const random = createRandom(seed)
  const faults = createFaultSource(random)
  const log = createRequestLog()
  for (const rule of options.faults ?? []) faults.add(rule)
  let made = 0
  const world: World = {
    clock,
    clientId: `client-id-${seed}`,
    clientSecret: `client-secret-${seed}`,
    charts: new Map(),
    lists: new Map(),
    accounts: new Map(),
    sessions: [],
    codes: new Map(),
    tokenLifeMs: options.tokenLifeMs ?? dayMs,
    intervalS: options.intervalS ?? 5,
    urls: { api: '', auth: '' },
    next: () => {
      made += 1
      return made
    }
  }
  const open = (app: 'trakt' | 'traktAuth'): Promise<Host> =>
    openHost({
      app,
      world,
      routes: app === 'trakt' ? listRoutes : oauthRoutes,
      faults,
      log,
      random,
      mostGets,
      control: (incoming, response) => answerControl(trakt, incoming, response)
    })
  const hosts = [await open('trakt'), await open('traktAuth')] as const
  world.urls.api = hosts[0].url
  world.urls.auth = hosts[1].url

  const trakt: FakeTrakt = {
    urls: world.urls,
    clientId: world.clientId,
    clientSecret: world.clientSecret,
    clock,
    control: createControl(world),
    faults,
    log,
    secrets: () => [
      ...world.sessions.flatMap(({ access, refresh, used }) => [access, refresh, ...used]),
      ...world.codes.keys()
    ],
    refuse: async () => void (await Promise.all(hosts.map((host) => host.refuse()))),
    accept: async () => void (await Promise.all(hosts.map((host) => host.accept()))),
    close: async () => void (await Promise.all(hosts.map((host) => host.close())))
  }
  return trakt
}
