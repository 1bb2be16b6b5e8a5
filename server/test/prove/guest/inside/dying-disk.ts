/**
 * A disk that fails every write from some moment of a move on: while a film comes to the pool (the pool dies) and while it goes home (the disk of
 * the array dies). A failed write or fsync must never lead to a name, the other copy must stay whole, and the sentence must say what happened.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync
} from 'node:fs'
import type { RunReport } from '@pcu/contract'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'
import { type FlakyDisk, flakyOver } from './flaky.ts'
import { device, dropCaches, type Kind, load, mountNew, run } from './machine.ts'
import type { Report } from './report.ts'
import { runHouse } from './runs.ts'

const modes = {
  'original parked': { COPY_TO_CACHE: 'true' },
  'original removed': { COPY_TO_CACHE: 'false' }
} as const
type ModeName = keyof typeof modes

/** When the disk begins to fail. */
const moments = ['move.started', 'move.progressed'] as const
type Moment = (typeof moments)[number]

const codeOf = (act: () => void): string => {
  try {
    act()
    return 'works'
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  }
}

const film = filmFile('Alpha')
const onPool = (house: House): string => `${house.pool}/Films/Alpha/Alpha.mkv`

/** Runs once; the disk fails from the first event of this kind on. */
const runWhileDying = (house: House, disk: FlakyDisk, moment: Moment): Promise<RunReport> => {
  let failing = false
  return runHouse(house, {
    on: ({ type }) => {
      if (failing || type !== moment) return
      failing = true
      disk.failWrites()
    }
  })
}

/** Mounts again: a journal that could not be written has stopped the file system. */
const revive = (disk: FlakyDisk, kind: Kind, at: string): void => {
  disk.heal()
  run('umount', at)
  run('mount', '-t', kind, disk.path, at)
  dropCaches()
}

const told = /input\/output error|read-only|could not be read again|Check the health|EIO|EROFS|system error/iu

interface Story {
  readonly report: Report
  readonly kind: Kind
  readonly mode: ModeName
  readonly moment: Moment
}

const poolDies = async (
  { report, kind, mode, moment }: Story,
  place: { disk: FlakyDisk; at: string }
): Promise<void> => {
  const name = `the pool (${kind}) dies at ${moment}, ${mode}`
  const house = await aHouse({ poolRoot: `${place.at}/pool`, env: { ...modes[mode], COPY_RATE_LIMIT_MB: '0.2' } })
  const before = census(house.share)
  await runHouse(house)
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  report.tally.cases += 1
  report.tally.points += 1
  const dying = await runWhileDying(house, place.disk, moment)
  report.holds(`${name}: ended ${dying.outcome}: ${dying.sentence}`, dying.done.promoted.units === 0)
  report.holds(`${name}: the sentence does not say it: ${dying.sentence}`, told.test(dying.sentence))
  report.holds(`${name}: the library changed`, JSON.stringify(census(house.share)) === JSON.stringify(before))
  revive(place.disk, kind, place.at)
  report.holds(`${name}: published`, !existsSync(onPool(house)))
  const again = await runHouse(house, { confirm: true })
  const retried = again.done.promoted.units === 1 || /failed|tried again|Left/u.test(JSON.stringify(again))
  report.holds(`${name}: after the disk is back: ${again.outcome} ${again.sentence}`, retried)
  const names = existsSync(house.pool) ? readdirSync(house.pool, { recursive: true }).map(String) : []
  report.holds(
    `${name}: left behind ${names.join(', ')}`,
    !names.some((each) => each.includes('.mc-') && !each.includes('.mc-root-') && each !== '.mc')
  )
  report.say(`${name}: ${dying.sentence}`)
  await house.leave()
}

const arrayDies = async (
  { report, kind, mode, moment }: Story,
  place: { disk: FlakyDisk; at: string }
): Promise<void> => {
  const name = `the array (${kind}) dies at ${moment}, ${mode}`
  const house = await aHouse({
    shareRoot: `${place.at}/library`,
    poolRoot: `/mnt/sound/${kind}-${moment}`,
    env: { ...modes[mode], COPY_RATE_LIMIT_MB: '0.2' }
  })
  // What the library holds must have reached the disk before it dies.
  run('sync')
  const before = census(house.share)
  const content = readFileSync(house.here(film))
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  const first = await runHouse(house)
  report.holds(`${name}: never came to the pool: ${first.sentence}`, first.done.promoted.units === 1)
  house.plex.watched('owner', house.key(film), Date.now() - 1000)
  report.tally.cases += 1
  report.tally.points += 1
  const dying = await runWhileDying(house, place.disk, moment)
  report.say(`${name}: ${dying.sentence}`)
  revive(place.disk, kind, place.at)
  const plays = existsSync(house.here(film)) && readFileSync(house.here(film)).equals(content)
  report.holds(`${name}: Plex's path does not hold the film (${dying.outcome}: ${dying.sentence})`, plays)
  const copy = existsSync(onPool(house)) && readFileSync(onPool(house)).equals(content)
  const isHome = !existsSync(onPool(house)) && statSync(house.here(film)).size === content.length
  report.holds(`${name}: neither the copy nor the original is whole`, copy || isHome)
  report.holds(`${name}: ended ${dying.outcome} although nothing could be written`, dying.done.evicted.units === 0)
  const back = await runHouse(house, { goal: 'restore-all', confirm: true })
  const after = census(house.share)
  const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path])
  report.holds(
    `${name}: after the disk is back ${back.sentence}: ${changed.map((path) => `${path}: ${before[path]} -> ${after[path]}`).join('; ')}`,
    changed.length === 0
  )
  await house.leave()
}

/**
 * What a careless program does: it asks again after a failed fsync, which says yes once the disk answers again, and trusts the size. Its room was
 * taken while the disk was sound, so that only bytes are written while it fails, and no journal stops the file system.
 */
const carelessCopy = (to: string, content: Uint8Array, disk: FlakyDisk): string => {
  const file = openSync(`${to}.part`, 'w')
  try {
    writeSync(file, new Uint8Array(content.length), 0, content.length, 0)
    fsyncSync(file)
    disk.failWrites()
    writeSync(file, content, 0, content.length, 0)
    const first = codeOf(() => fdatasyncSync(file))
    disk.heal()
    const second = codeOf(() => fdatasyncSync(file))
    if (first === 'works' || second !== 'works') return `stopped (${first}, then ${second})`
  } finally {
    closeSync(file)
    disk.heal()
  }
  if (statSync(`${to}.part`).size !== content.length) return 'stopped'
  renameSync(`${to}.part`, to)
  return 'published'
}

/** The test of the test: with the same disk a careless copy is published and broken. On XFS, which writes its journal late enough. */
const negativeControl = (report: Report, { disk, at }: { disk: FlakyDisk; at: string }): boolean => {
  const to = `${at}/careless.mkv`
  const content = new Uint8Array(4 * 1_048_576).fill(7)
  const outcome = carelessCopy(to, content, disk)
  dropCaches()
  const broken = outcome === 'published' && !readFileSync(to).equals(content)
  const note = `negative control: a careless copy was ${outcome}${broken ? ' and is broken' : ''}`
  report.tally.notes.push(note)
  report.say(note)
  return broken
}

const freshPlace = (kind: Kind, at: string): { disk: FlakyDisk; at: string } => {
  const disk = flakyOver(device(kind === 'xfs' ? 320 : 96))
  mountNew(kind, disk.path, at)
  return { disk, at }
}

const stories = (report: Report, kind: Kind): readonly Story[] =>
  (Object.keys(modes) as ModeName[]).flatMap((mode) => moments.map((moment) => ({ report, kind, mode, moment })))

/** Every moment and mode on one kind of file system; whether its negative control saw the fault. */
const tellKind = async (report: Report, kind: Kind): Promise<boolean> => {
  const broken = negativeControl(report, freshPlace('xfs', '/mnt/control'))
  for (const [n, story] of stories(report, kind).entries()) {
    await poolDies(story, freshPlace(kind, `/mnt/pool-${kind}-${n}`))
    if (story.mode === 'original removed') await arrayDies(story, freshPlace(kind, `/mnt/array-${kind}-${n}`))
  }
  return broken
}

/** The story of one kind of file system. */
export const dyingDisk = async (report: Report, kind: Kind): Promise<void> => {
  load('loop', 'xfs')
  run('ip', 'link', 'set', 'lo', 'up')
  mountNew('ext4', device(96), '/mnt/sound')
  const seen = await tellKind(report, kind)
  report.holds('the negative control found nothing, so this proof cannot see the fault', seen)
}
