/** Measures how long after somebody presses play the engine is told, over the websocket: the push, the question who it is, the answer. */
import { systemClock } from '#adapters/clock.ts'
import { createPlex } from '#adapters/plex/index.ts'
import { startLiveWatch } from '#engine/live/live-watch.ts'
import { startFakePlex } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import { ms } from './median.ts'

const aimMs = 300
const times = 41

const fake = await startFakePlex({ library: smallHouse(), latencyMs: 10 })
const server = createPlex({
  url: fake.url,
  token: fake.token('owner'),
  clientIdentifier: '00000000-0000-4000-8000-000000000001',
  version: '0.1.0',
  timeoutMs: 10_000,
  tlsInsecure: false,
  clock: systemClock
})
let heard: (() => void) | undefined
const watch = startLiveWatch({
  server,
  clock: systemClock,
  finishedPercent: 90,
  checkEveryMs: 30_000,
  told: ({ kind }) => {
    if (kind === 'started') heard?.()
  },
  libraryChanged: () => undefined,
  log: () => undefined,
  onBug: (thrown) => {
    throw thrown
  }
})
await fake.push.connected()

const all: number[] = []
for (let n = 0; n < times; n += 1) {
  const begun = performance.now()
  const told = new Promise<void>((resolve) => {
    heard = resolve
  })
  const session = fake.play('owner', n % 2 === 0 ? '121' : '11')
  await told
  all.push(performance.now() - begun)
  fake.stop(session)
}
await watch.close()
await server.close()
await fake.close()

const sorted = all.toSorted((a, b) => a - b)
const median = sorted[Math.floor(times / 2)] ?? Number.NaN
process.stdout.write(
  `play pressed to the engine's trigger, ${times} times, 10 ms latency: median ${ms(median)}, slowest ${ms(sorted.at(-1) ?? Number.NaN)} (aim ${aimMs} ms)\n`
)
if (median > aimMs) process.exitCode = 1
