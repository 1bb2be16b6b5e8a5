/** Serves the tests' simulated Plex Media Server and cloud by hand, for benchmarks in another process, for a browser and for the program itself. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { FakeCloud } from '../server/test/fakes/cloud/index.ts'
import { startHousehold } from '../server/test/fakes/household/index.ts'
import {
  createVirtualClock,
  type FakePlex,
  type FakePlexOptions,
  type LibraryList,
  type LibrarySource,
  libraryOf,
  makeLibrary,
  type PersonSpec,
  plainMix,
  startFakePlex
} from '../server/test/fakes/plex/index.ts'

const usage = `run-fakes [options]
  --port N            default: any free port
  --movies N --shows N --seasons N --episodes N   generated library (2000, 100, 4, 10)
  --seed N            default 1
  --plain             without the ugliness of real libraries
  --list FILE         a listed library as JSON ({"sections":[...]}) instead of a generated one
  --people A,B,C      more people beside the owner, all of the house
  --household N       5 or 20 people of all kinds, with things on deck and on watchlists, and plex.tv with its sisters, a port each
  --latency MS        delay of every answer
  --page-cap N        most items per page
  --cached-pages N    remember serialised list pages
  --speed FACTOR      let the clock run from now at a factor of real time; default: it stands until advanced, with a household 1
  --min-progress MS   offset from which something counts as in progress (60000)
Prints one line of JSON when it listens: addresses, tokens and, for a household, the settings with which the program finds it. Steer each service under
/__fake/ (see server/test/fakes/plex/control and cloud/control).`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    movies: { type: 'string', default: '2000' },
    shows: { type: 'string', default: '100' },
    seasons: { type: 'string', default: '4' },
    episodes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    plain: { type: 'boolean', default: false },
    list: { type: 'string' },
    people: { type: 'string', default: '' },
    household: { type: 'string' },
    latency: { type: 'string', default: '0' },
    'page-cap': { type: 'string' },
    'cached-pages': { type: 'string', default: '0' },
    speed: { type: 'string' },
    'min-progress': { type: 'string' }
  }
})

/** People watch in real time; the server alone stands still until it is told. */
const speed = values.speed ?? (values.household === undefined ? undefined : '1')

function number(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} needs a number, not ${text}`)
  return value
}

function listed(path: string): LibrarySource {
  const list: LibraryList = JSON.parse(readFileSync(path, 'utf8'))
  return libraryOf(list)
}

function library(): LibrarySource {
  if (values.list !== undefined) return listed(values.list)
  return makeLibrary({
    ...(values.plain ? plainMix : {}),
    seed: number('seed', values.seed),
    movies: number('movies', values.movies),
    shows: number('shows', values.shows),
    seasonsPerShow: number('seasons', values.seasons),
    episodesPerSeason: number('episodes', values.episodes)
  })
}

function people(): PersonSpec[] {
  const others = values.people.split(',').filter(Boolean)
  return [{ name: 'owner', kind: 'owner' }, ...others.map((name): PersonSpec => ({ name, kind: 'home' }))]
}

function options(): FakePlexOptions {
  return {
    library: library(),
    people: people(),
    seed: number('seed', values.seed),
    port: number('port', values.port),
    latencyMs: number('latency', values.latency),
    cachedPages: number('cached-pages', values['cached-pages']),
    ...(values['page-cap'] === undefined ? {} : { pageCap: number('page-cap', values['page-cap']) }),
    ...(values['min-progress'] === undefined
      ? {}
      : { prefs: { onDeckMinimumMs: number('min-progress', values['min-progress']), onDeckMinimumShare: 0 } }),
    ...(speed === undefined ? {} : { clock: createVirtualClock(Date.now()) })
  }
}

/** How many people of all kinds; undefined: the server alone. */
function household(): 5 | 20 | undefined {
  if (values.household === undefined) return undefined
  if (values.household === '5' || values.household === '20') return values.household === '5' ? 5 : 20
  throw new Error(`--household needs 5 or 20, not ${values.household}`)
}

interface Services {
  readonly plex: FakePlex
  readonly cloud?: FakeCloud
  close(): Promise<void>
}

function open(): Promise<Services> {
  const many = household()
  if (many === undefined) return startFakePlex(options()).then((plex) => ({ plex, close: plex.close }))
  const { library, people: _, clock: __, seed = 1, latencyMs = 0, ...plex } = options()
  const startAt = speed === undefined ? {} : { startAt: Date.now() }
  const latency = { plex: latencyMs, cloud: latencyMs }
  return startHousehold({ people: many, library, seed, latencyMs: latency, plex, ...startAt })
}

/** What the program is told to find this household. */
function settingsOf({ plex, cloud }: Required<Services>): Readonly<Record<string, string>> {
  const { plexTv, discover, community, rss } = cloud.urls
  return {
    PLEX_URL: plex.url,
    PLEX_TOKEN: cloud.control.accountToken('owner'),
    PLEXTV_URL: plexTv,
    DISCOVER_URL: discover,
    COMMUNITY_URL: community,
    RSS_URL: rss
  }
}

async function serve(): Promise<void> {
  const services = await open()
  const { plex, cloud, close } = services
  const stopClock = speed === undefined ? undefined : plex.clock.run(number('speed', speed))
  const tokens = Object.fromEntries(plex.people.map(({ name }) => [name, plex.token(name)]))
  const settings = cloud === undefined ? {} : { settings: settingsOf({ plex, cloud, close }) }
  console.log(JSON.stringify({ url: plex.url, pid: process.pid, seed: plex.seed, tokens, ...settings }))
  const stop = (): void => {
    stopClock?.()
    void close()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

if (values.help) console.log(usage)
else await serve()
