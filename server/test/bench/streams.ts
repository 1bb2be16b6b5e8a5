/** Whether the memory of the server stays flat while fifty pages are open during ten minutes of a busy run, told as fast as the machine can. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Move } from '@pcu/contract'
import { openLog } from '#adapters/log/index.ts'
import { createBus } from '#engine/bus.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { now } from '#test/builders/world.ts'
import { ms } from './median.ts'

const readers = 50
const minutes = 10
/** Four copies that tell of themselves four times a second, a line of the log each second, and now and then a file that is done. */
const [copies, perSecond] = [4, 4]
const aimGrowthMb = 10
const MB = 1024 * 1024

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

let clockMs = now
const bus = createBus({ clock: { now: () => clockMs, after: () => ({ cancel: () => undefined }) } })
const folder = mkdtempSync(`${tmpdir()}/streams-`)
const log = openLog({
  level: 'INFO',
  folder,
  maxFiles: 2,
  maxSizeMb: 1,
  secrets: ['a secret'],
  clock: { now: () => clockMs, after: () => ({ cancel: () => undefined }) },
  console: () => undefined
})
const app = createHttp({
  ...openDoor(),
  face: quietFace({ bus, log: log.book }),
  version: '9',
  pageFolder: undefined,
  onBug: (thrown) => void process.stderr.write(`${String(thrown)}\n`)
})
await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()
const port = address === null || typeof address === 'string' ? 0 : address.port

const child = fork(fileURLToPath(new URL('./stream-readers.ts', import.meta.url)), [String(port), String(readers)])
/** How much all pages together have read so far, bytes. */
const read = async (): Promise<number> => {
  child.send('how much')
  const [bytes] = await once(child, 'message')
  return Number(bytes)
}
const pause = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs))

const moveOf = (n: number, bytesDone: number): Move => ({
  id: `move-${n}`,
  unit: `/mnt/user/media/Series ${n}/Season 01/Series ${n} S01E0${n}.mkv`,
  title: `Series ${n} S01E0${n}`,
  direction: 'in',
  because: [{ reason: { code: 'on-deck', person: `Person ${n}` }, sentence: `On deck for Person ${n}.` }],
  from: `/mnt/disk${n}/media/Series ${n}`,
  to: `/mnt/cache/media/Series ${n}`,
  startedAt: now,
  phase: 'copying',
  files: [{ name: `Series ${n} S01E0${n}.mkv`, bytesDone, bytesTotal: 8e9 }],
  bytesDone,
  bytesTotal: 8e9,
  bytesPerSecond: 180e6
})

/** Every page has read all there is. */
const everybodyHasRead = async (): Promise<number> => {
  let before = -1
  for (let after = await read(); after !== before; after = await read()) {
    before = after
    await pause(50)
  }
  return before
}

interface Memory {
  readonly heapMb: number
  readonly rssMb: number
}

const weigh = (): Memory => {
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapMb: (heapUsed + external) / MB, rssMb: rss / MB }
}

const oneMinute = async (minute: number): Promise<void> => {
  for (let second = 0; second < 60; second += 1) {
    clockMs += 1000
    for (let tick = 0; tick < perSecond; tick += 1)
      for (let n = 1; n <= copies; n += 1)
        bus.publish({ type: 'move.progressed', move: moveOf(n, (minute * 60 + second) * 13e6) })
    log.write('INFO', `Second ${second} of minute ${minute}: Series 1 S01E01 is being copied to the pool.`)
    // The pages get their turn, as they do when time passes.
    await pause(1)
  }
}

await pause(300)
const begun = performance.now()
const weighed: Memory[] = [weigh()]
for (let minute = 0; minute < minutes; minute += 1) {
  await oneMinute(minute)
  await everybodyHasRead()
  weighed.push(weigh())
}
const told = await everybodyHasRead()
for (const [minute, { heapMb, rssMb }] of weighed.entries())
  process.stdout.write(`streams: after ${minute} min: heap ${heapMb.toFixed(1)} MB, resident ${rssMb.toFixed(0)} MB\n`)
// Two minutes fill the ring of events and that of lines; from then on nothing may grow.
const growthMb = (weighed.at(-1)?.heapMb ?? Number.NaN) - (weighed[2]?.heapMb ?? Number.NaN)
process.stdout.write(
  `streams: ${readers} pages read ${(told / MB).toFixed(0)} MB in ${ms(performance.now() - begun)}; the heap grew by ${growthMb.toFixed(1)} MB in the last ${minutes - 2} minutes (aim ${aimGrowthMb} MB)\n`
)
const gone = once(child, 'exit')
await app.close()
await gone
await log.close()
rmSync(folder, { recursive: true, force: true })
process.exitCode = growthMb > aimGrowthMb || !(told > 0) ? 1 : 0
