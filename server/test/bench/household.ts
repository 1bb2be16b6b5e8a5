/**
 * Measures reading a household over a library of 100,000 items: five people and twenty, cold and warm; 10 ms to the server, 120 ms to the cloud. The
 * simulated services share the process, so their work counts as well.
 */
import { systemClock } from '#adapters/clock.ts'
import { hostFacts } from '#adapters/plex/cloud/hosts.ts'
import { type Reader, readerOf } from '#test/builders/people.ts'
import { type Household, libraryOfSize, startHousehold } from '#test/fakes/household/index.ts'
import { ms } from './median.ts'

const items = 100_000
/** Aims; a person more may take as long as Plex's pace for one friend's list, and one request to each of six libraries and one or two for tokens and lists. */
const aims = {
  cold: { requests: 160, tookMs: 2500 },
  warm: { requests: 40, tookMs: 1000 },
  perPerson: { requests: 8, tookMs: 1000 }
}

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
  await Promise.all([reader.server.identify(new AbortController().signal), reader.hear()])
  return { tookMs: performance.now() - begun, requests: requestsOf(house) }
}

const told = (name: string, { requests, tookMs }: Measured, aim?: Measured): void => {
  const words = aim === undefined ? '' : ` (aims ${aim.requests} and ${aim.tookMs} ms)`
  process.stdout.write(`${name}: ${Math.round(requests * 10) / 10} requests, ${ms(tookMs)}${words}\n`)
  if (aim !== undefined && (requests > aim.requests || tookMs > aim.tookMs)) process.exitCode = 1
}

interface Trips {
  readonly cold: Measured
  readonly warm: Measured
  readonly friends: number
}

/** Both trips of a household. Time passes as it does, and ten minutes between them; a clock that stood still would never let Plex's pace go on. */
const tripsOf = async (people: 5 | 20): Promise<Trips> => {
  const latencyMs = { plex: 10, cloud: 120 }
  const library = libraryOfSize(items, 1)
  const house = await startHousehold({ people, library, seed: 1, latencyMs, plex: { cachedPages: 400 } })
  const clock = { after: systemClock.after, now: () => house.clock.now() + performance.now() }
  const warmUp = readerOf(house, { clock })
  await warmUp.server.readLibrary(new AbortController().signal)
  await warmUp.close()
  const reader = readerOf(house, { clock })
  const cold = await trip(house, reader)
  house.clock.advance(600_000)
  const warm = await trip(house, reader)
  await reader.close()
  await house.close()
  return { cold, warm, friends: house.cloud.accounts.all.filter(({ kind }) => kind === 'shared').length }
}

/** The straight line through both households. */
const perPerson = (five: Measured, twenty: Measured): Measured => ({
  requests: (twenty.requests - five.requests) / 15,
  tookMs: (twenty.tookMs - five.tookMs) / 15
})

const five = await tripsOf(5)
told('5 people, cold', five.cold, aims.cold)
told('5 people, nothing changed', five.warm, aims.warm)
const twenty = await tripsOf(20)
told('20 people, cold', twenty.cold)
told('20 people, nothing changed', twenty.warm)
told('each person more, cold', perPerson(five.cold, twenty.cold), aims.perPerson)
told('each person more, nothing changed', perPerson(five.warm, twenty.warm), aims.perPerson)
const { burst } = hostFacts.community
process.stdout.write(
  `Plex's pace for ${twenty.friends} friends' lists: ${burst} at once, then one a second, so no less than ${twenty.friends - burst} s of the 20 people\n`
)
