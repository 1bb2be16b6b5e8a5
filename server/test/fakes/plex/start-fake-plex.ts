/** Puts the rooms of a simulated Plex Media Server together and opens its door. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createVirtualClock, nowSeconds } from '#test/fakes/kit/clock.ts'
import { takesControl } from '#test/fakes/kit/control/over-http.ts'
import { createFaultSource } from '#test/fakes/kit/faults/injector.ts'
import { closeDesk } from '#test/fakes/kit/http/desk.ts'
import { openListener } from '#test/fakes/kit/http/listener.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import { createRequestLog } from '#test/fakes/kit/request-log.ts'
import { type Accounts, createAccounts } from '#test/fakes/people/accounts.ts'
import { answerControl } from './control/control.ts'
import type { FakePlex } from './fake-plex.ts'
import { createAnswer } from './http/answer.ts'
import { type Handling, handle } from './http/handle.ts'
import { createMutableLibrary } from './library/mutable-library.ts'
import type { FakePlexOptions } from './options.ts'
import { createScreen } from './playback/screen.ts'
import { createSessions } from './playback/session.ts'
import { createStage } from './playback/stage.ts'
import { createPushHub } from './push/hub.ts'
import { announceChange } from './push/timeline.ts'
import { createUpgrade } from './push/websocket.ts'
import { createPlexRouter } from './routes/all.ts'
import { createActivities } from './world/activities.ts'
import { createHistory } from './world/history.ts'
import { onDeckOfHome, onDeckOfSection } from './world/on-deck.ts'
import { createPeople, stateOf } from './world/people.ts'
import { createViews } from './world/views.ts'
import { defaultPrefs, realQuirks, type World } from './world/world.ts'

const CADENCE_MS = 10_000
const KEEP_ALIVE_MS = 10_000

function createWorld(options: FakePlexOptions, accounts: Accounts, random: () => number): World {
  const clock = options.clock ?? createVirtualClock(options.startAt)
  const hub = createPushHub()
  const library = createMutableLibrary(options.library, {
    nowSeconds: () => nowSeconds(clock),
    changed: (change, item) => {
      const agent = options.library.sections.find(({ key }) => key === item.sectionKey)?.agent ?? ''
      announceChange(hub, { change, item, agent, at: nowSeconds(clock) })
    }
  })
  const rest = {
    clock,
    hub,
    library,
    people: createPeople(accounts, () => (options.quirks?.acceptsShortLived === true ? clock.now() : undefined)),
    quirks: { ...realQuirks, ...options.quirks },
    prefs: { ...defaultPrefs, ...options.prefs },
    identity: {
      machineIdentifier: options.machineIdentifier ?? '5ca1ab1e0000000000000000000000000000f00d',
      friendlyName: options.friendlyName ?? 'Simulated Plex',
      version: options.version ?? '1.43.3.10000-5ca1ab1e'
    },
    views: createViews(library),
    sessions: createSessions(),
    history: createHistory(),
    activities: createActivities(clock, hub),
    pageCap: options.pageCap,
    startedAt: clock.now()
  }
  const cadenceMs = options.cadenceMs ?? CADENCE_MS
  const world: World = { ...rest, stage: createStage(rest, { cadenceMs, random }) }
  return world
}

/** Starts a simulated server on loopback. Everything about it ends with `close`. */
export async function startFakePlex(options: FakePlexOptions): Promise<FakePlex> {
  const seed = options.seed ?? 1
  const random = createRandom(seed)
  const accounts = options.accounts ?? createAccounts(options.people ?? [{ name: 'owner', kind: 'owner' }])
  const world = createWorld(options, accounts, random)
  const log = createRequestLog()
  const faults = createFaultSource(random)
  const handling: Handling = {
    app: 'plex',
    clock: world.clock,
    world,
    answer: createAnswer(world, createPlexRouter(), options.cachedPages ?? 0),
    faults,
    log,
    random,
    latencyMs: options.latencyMs ?? 0,
    waiting: new Set()
  }

  function serve(incoming: IncomingMessage, response: ServerResponse): void {
    if (takesControl(incoming)) answerControl(plex, incoming, response)
    else handle(handling, incoming, response)
  }

  const host = options.host ?? '127.0.0.1'
  const upgrade = createUpgrade(handling)
  const listener = await openListener({ host, port: options.port ?? 0, handle: serve, upgrade })
  const keepAlive = setInterval(() => world.hub.keepAlive(), KEEP_ALIVE_MS)
  keepAlive.unref()

  let closed = false

  async function close(): Promise<void> {
    closed = true
    clearInterval(keepAlive)
    closeDesk(handling)
    world.sessions.restart()
    await listener.close()
  }

  const plex: FakePlex = {
    ...createScreen(world, world.stage),
    url: `http://${host}:${listener.port}`,
    port: listener.port,
    ...world.identity,
    seed,
    clock: world.clock,
    library: world.library,
    faults,
    push: world.hub,
    requests: log,
    accounts,
    people: world.people.all.map(({ name, kind, accountId }) => ({ name, kind, accountId })),
    token: world.people.token,
    revoke: world.people.revoke,
    viewState: (person, ratingKey) => stateOf(world.people.byName(person), ratingKey),
    onDeck: (person, sectionKey) => {
      const who = world.people.byName(person)
      const deck = sectionKey === undefined ? onDeckOfHome(world, who) : onDeckOfSection(world, who, sectionKey)
      return deck.map(({ item }) => item.ratingKey)
    },
    scan: world.activities.scan,
    refuse: listener.refuse,
    accept: () => (closed ? Promise.resolve() : listener.accept()),
    close
  }
  return plex
}
