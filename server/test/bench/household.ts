/** Measures reading a household over a library of 100,000 items: five people cold and warm, twenty cold; 10 ms to the server, 120 ms to plex.tv. */
import { type Reader, readerOf } from '#test/builders/people.ts'
import { type Household, libraryOfSize, startHousehold } from '#test/fakes/household/index.ts'
import { ms } from './median.ts'

const items = 100_000
const aims = { coldRequests: 160, coldMs: 2500, warmRequests: 40, warmMs: 1000 }

const requestsOf = ({ plex, cloud }: Household): number =>
  plex.requests.entries().length +
  Object.values(cloud.hosts).reduce((sum, host) => sum + host.requests.entries().length, 0)

const reset = ({ plex, cloud }: Household): void => {
  plex.requests.reset()
  for (const host of Object.values(cloud.hosts)) host.requests.reset()
}

interface Measured {
  readonly requests: number
  readonly tookMs: number
}

/** One trip, with who answers and what is played, which the run asks as well. */
const trip = async (house: Household, reader: Reader): Promise<Measured> => {
  reset(house)
  const begun = performance.now()
  const { signal } = new AbortController()
  await Promise.all([reader.server.identify(signal), reader.server.readSessions(signal), reader.hear()])
  return { tookMs: performance.now() - begun, requests: requestsOf(house) }
}

const told = (name: string, { requests, tookMs }: Measured, aim?: { requests: number; tookMs: number }): void => {
  const words = aim === undefined ? '' : ` (aims ${aim.requests} and ${aim.tookMs} ms)`
  process.stdout.write(`${name}: ${requests} requests, ${ms(tookMs)}${words}\n`)
  if (aim !== undefined && (requests > aim.requests || tookMs > aim.tookMs)) process.exitCode = 1
}

for (const people of [5, 20] as const) {
  const latencyMs = { plex: 10, cloud: 120 }
  const plex = { cachedPages: 400 }
  const house = await startHousehold({ people, library: libraryOfSize(items, 1), seed: 1, latencyMs, plex })
  const warmUp = readerOf(house)
  await warmUp.hear()
  await warmUp.close()
  const reader = readerOf(house)
  const cold = await trip(house, reader)
  house.clock.advance(600_000)
  const warm = await trip(house, reader)
  const isFive = people === 5
  told(`${people} people, cold`, cold, isFive ? { requests: aims.coldRequests, tookMs: aims.coldMs } : undefined)
  told(
    `${people} people, nothing changed`,
    warm,
    isFive ? { requests: aims.warmRequests, tookMs: aims.warmMs } : undefined
  )
  await reader.close()
  await house.close()
}
