/** Measures what a copy costs beside time: processor, memory, the page cache that others need; and how soon it stops when it is told to. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { blockSize, createBenchPool } from '#adapters/disk/copy/buffers.ts'
import type { Step } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import { createRandom, MiB, writeNoise } from './lab/content.ts'
import { inLab, type LabDisk, noLabBecause } from './lab/disks.ts'
import { dropCopy, type Ours, openOurs, temporary } from './lab/ours.ts'
import { cachedBytes, cpuSeconds, peakBytes } from './lab/process.ts'
import { begin, judge, middle, tell } from './lab/report.ts'
import { noThrottleBecause, throttled } from './lab/throttle.ts'
import { tools } from './lab/tools.ts'

const sizeMiB = 1024
const gib = sizeMiB / 1024
const path = 'film.mkv'
const rounds = 5
const stops = 20

/** Every second stop comes while the copy is read again; a short file, so that it gets there. */
const short = { path: 'short.mkv', sizeMiB: 32, longMs: 200 }

interface Stopped {
  readonly phase: string
  readonly tookMs: number
}

interface Disks {
  readonly source: LabDisk
  readonly target: LabDisk
}

const chill = ({ source, target }: Disks): void => {
  source.chill()
  target.chill()
}

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)

/** How much of both files is in memory: the most of it while they are copied, and what is left. */
const watchCache = async (
  files: readonly string[],
  act: () => Promise<unknown>
): Promise<{ most: number; left: number }> => {
  let most = 0
  const look = (): number => cachedBytes(...files.filter((file) => existsSync(file)))
  const timer = setInterval(() => {
    most = Math.max(most, look())
  }, 100)
  try {
    await act()
  } finally {
    clearInterval(timer)
  }
  const left = look()
  return { most: Math.max(most, left), left }
}

/** What hashing costs alone, right now: on a busy machine everything costs more. */
const hashSeconds = async (): Promise<number> => {
  const { print, first, second } = await createBenchPool().take(blockSize)
  const before = process.cpuUsage()
  print.begin()
  for (let n = 0; n < (sizeMiB * MiB) / blockSize; n += 1) print.add(n % 2 === 0 ? first : second)
  print.hash()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const measureCosts = async (disks: Disks): Promise<void> => {
  const { source, target } = disks
  const way = { from: source.folder, to: target.folder, path }
  const files = [join(source.folder, path), join(target.folder, temporary)]
  const [copying, all, parent, cached]: [number[], number[], number[], number[]] = [[], [], [], []]
  const ours = openOurs()
  try {
    let most = 0
    for (let round = 0; round <= rounds; round += 1) {
      chill(disks)
      const used = (): number => sum(ours.pids().map(cpuSeconds))
      const [before, parentBefore] = [used(), process.cpuUsage()]
      let copied = 0
      // Looking into the page cache costs this process time, so that its own is counted in a round without.
      const act = (): Promise<unknown> =>
        ours.copy(way, {
          step: (name, step) => {
            if (name === 'temp.verify') copied = used()
            return step()
          }
        })
      if (round === 0) {
        const seen = await watchCache(files, act)
        most = seen.most
      } else {
        await act()
        const { user, system } = process.cpuUsage(parentBefore)
        copying.push((copied - before) / gib)
        all.push((used() - before) / gib)
        parent.push((user + system) / 1e6 / gib)
        cached.push(cachedBytes(...files) / (sizeMiB * MiB))
      }
      dropCopy(target.folder)
    }
    tell(
      `the process that copies, until all is durable: ${middle(copying).toFixed(2)} s per GiB; the program beside it: ${middle(parent).toFixed(2)} s per GiB`
    )
    tell(`hashing alone, which a copy does twice: ${(await hashSeconds()).toFixed(2)} s per GiB at the moment`)
    judge('processor seconds per GiB, with hash and read again in full', middle(all), { most: 0.75, unit: 's' })
    judge('memory of the process that copies, at its most', Math.max(...ours.pids().map(peakBytes)) / 1e6, {
      most: 100,
      unit: 'MB'
    })
    judge('left in the page cache, of the bytes copied', middle(cached) * 100, { most: 5, unit: '%' })
    tell(`at its most while copying: ${((most / (sizeMiB * MiB)) * 100).toFixed(2)} %`)
  } finally {
    await ours.close()
  }
  chill(disks)
  const copy = join(target.folder, temporary)
  tools[0]?.copy(join(source.folder, path), copy)
  tell(`cp leaves ${((cachedBytes(join(source.folder, path), copy) / (sizeMiB * MiB)) * 100).toFixed(0)} %`)
  dropCopy(target.folder)
}

interface StopAt {
  readonly path: string
  readonly temp: string
  readonly ms: number
}

/** Milliseconds from the wish to stop until the copy has ended, which it must do as stopped. */
const stopAfter = async (ours: Ours, disks: Disks, when: StopAt): Promise<Stopped> => {
  const stop = new AbortController()
  let [phase, stoppedAt] = ['copying', Number.NaN]
  let timer: NodeJS.Timeout | undefined
  const arm = (): void => {
    timer = globalThis.setTimeout(() => {
      stoppedAt = performance.now()
      stop.abort()
    }, when.ms)
  }
  const step: Step = (name, act) => {
    phase = name
    if (name === 'temp.verify' && when.path === short.path) arm()
    return act()
  }
  const [from, to] = [disks.source.folder, disks.target.folder]
  const { path, temp } = when
  if (path !== short.path) arm()
  try {
    await ours.copy({ from, to, path }, { to: { root: to, path: temp }, signal: stop.signal, step })
    return { phase: 'ended before', tookMs: Number.NaN }
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'move.stopped') throw thrown
    return { phase, tookMs: performance.now() - stoppedAt }
  } finally {
    clearTimeout(timer)
    // As the mover does: it looks once.
    rmSync(join(to, temp), { force: true })
  }
}

const leftIn = (folder: string): number => readdirSync(folder).filter((name) => name.startsWith('.mc-')).length

const measureStops = async (
  what: string,
  disks: Disks,
  { longMs, pace }: { longMs: number; pace: number }
): Promise<void> => {
  const ours = openOurs(pace)
  const random = createRandom(7)
  const took: number[] = []
  const phases = new Map<string, number>()
  try {
    for (let n = 0; n < stops; n += 1) {
      // What the copier still has to say goes out first.
      await setTimeout(50)
      disks.source.chill()
      const temp = `.mc-${String(n).padStart(16, '0')}.part`
      const at =
        n % 2 === 0 ? { path, temp, ms: random() * longMs } : { path: short.path, temp, ms: random() * short.longMs }
      const { phase, tookMs } = await stopAfter(ours, disks, at)
      if (!Number.isNaN(tookMs)) took.push(tookMs)
      phases.set(phase, (phases.get(phase) ?? 0) + 1)
    }
    await setTimeout(2000)
  } finally {
    await ours.close()
  }
  const where = [...phases].map(([phase, count]) => `${phase} ${count}`).join(', ')
  tell(`${what}: stopped ${stops} times (${where}), median ${middle(took).toFixed(0)} ms`)
  judge(`${what}: names left behind`, leftIn(disks.target.folder), { most: 0, unit: 'names' })
  judge(`${what}: the slowest stop`, Math.max(...took), { most: 250, unit: 'ms' })
}

const because = noLabBecause(['xfs', 'ext4'], ['fincore', 'getconf'])
if (begin('what a copy of 1 GiB costs, XFS to ext4', because)) {
  await inLab(async (lab) => {
    const source = lab.disk('source', 'xfs', sizeMiB + 512)
    const target = lab.disk('target', 'ext4', sizeMiB + 1024)
    const disks = { source, target }
    writeNoise(join(source.folder, path), sizeMiB * MiB)
    writeNoise(join(source.folder, short.path), short.sizeMiB * MiB, 2)
    await measureCosts(disks)
    await measureStops('at full speed', disks, { longMs: 2000, pace: 0 })
    await measureStops('held to 20 MB/s', disks, { longMs: 2000, pace: 20e6 })
    const slow = noThrottleBecause()
    if (slow !== undefined) return tell(`from a slow disk: skipped, because ${slow}`)
    for (const mib of [200, 10]) {
      await throttled({ device: source.number, bytesPerSecond: mib * MiB }, () =>
        measureStops(`from a disk of ${mib} MiB/s`, disks, { longMs: mib === 200 ? 6500 : 1500, pace: 0 })
      )
    }
  })
}
