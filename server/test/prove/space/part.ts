/** Part 9: room. Copies at once into small file systems, both ways: no byte below what must stay free, looked at all the while, and a no leaves nothing half-done. */
import { readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Mode } from '#core/model/unit.ts'
import { isMoveName, nameOf } from '#core/move/names.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { content, type Life, nameOfMode, plainBytes, writeAt } from '#test/crash/world.ts'
import type { Lane, Part, Proving, Tally } from '#test/prove/part.ts'
import { inPlace } from '#test/prove/stage/in-place.ts'
import { faultsInTime, waitsFor } from '#test/prove/stage/in-time.ts'
import type { FileSystemName, Place } from '#test/prove/stage/place.ts'
import { evictAll, makeStage, promoteAll, type Stage } from '#test/prove/stage/stage.ts'
import { testFileLane } from '#test/prove/test-files.ts'

const MiB = 1024 * 1024
/** As on the array, where a twentieth of a small disk and never less than this stays free. */
const floorBytes = 64 * MiB

/** A small disk, and how large the films are of which not all fit. */
interface Small {
  readonly type: FileSystemName
  readonly sizeMiB: number
  readonly filmMiB: number
  readonly keepMiB: number
}

const smallDisks: readonly Small[] = [
  { type: 'xfs', sizeMiB: 320, filmMiB: 60, keepMiB: 60 },
  { type: 'ext4', sizeMiB: 64, filmMiB: 12, keepMiB: 12 },
  { type: 'btrfs', sizeMiB: 120, filmMiB: 6, keepMiB: 16 }
]

const names = Array.from({ length: 6 }, (_none, at) => `Films/Film ${at}.mkv`)
const bytesOf = (file: string, sizeMiB: number): Buffer => content(file, sizeMiB * MiB)

const freeOf = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** The least that was free while something went on, looked at every millisecond. */
const leastFree = async <T>(
  folder: string,
  act: () => Promise<T>
): Promise<{ readonly result: T; readonly least: number }> => {
  let least = freeOf(folder)
  const look = (): void => {
    least = Math.min(least, freeOf(folder))
  }
  const looking = setInterval(look, 1)
  try {
    const result = await act()
    look()
    return { result, least }
  } finally {
    clearInterval(looking)
  }
}

const partsBelow = (...folders: readonly string[]): readonly string[] =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((path) => isMoveName(nameOf(path)))
    .map((path) => `${path} is left`)

const odd = (outcomes: readonly MoveOutcome[]): readonly string[] =>
  outcomes
    .filter((outcome) => {
      if (outcome.kind === 'done') return false
      if (outcome.kind === 'failed') return outcome.failure.code !== 'disk.full'
      return outcome.reason.code !== 'pool-would-fall-below-floor'
    })
    .map((outcome) => `an odd end: ${JSON.stringify(outcome)}`)

const lost = ({ array, pool, files }: Stage, sizeMiB: number): readonly string[] =>
  files
    .filter((file) => {
      const whole = bytesOf(file, sizeMiB)
      return ![array, pool].some((root) => plainBytes(join(root, file))?.equals(whole))
    })
    .map((file) => `I1: ${file} is nowhere whole`)

const ends = async (stage: Stage, life: Life, { filmMiB }: Small): Promise<readonly string[]> => [
  ...partsBelow(stage.array, stage.pool),
  ...lost(stage, filmMiB),
  ...((await life.journal.unfinished()).length > 0 ? ['I3: a move is open'] : [])
]

/** Six films at once to a pool on which not all fit. */
const fillPool = async (place: Place, mode: Mode, small: Small): Promise<readonly string[]> => {
  const stage = await makeBig(place, mode, small)
  const keepFreeBytes = small.keepMiB * MiB
  const life = await stage.live({ keepFreeBytes: () => keepFreeBytes })
  try {
    const { result, least } = await leastFree(place.pool, () => promoteAll(stage, life))
    const kinds = new Set(result.map(({ kind }) => kind))
    return [
      ...odd(result),
      ...(kinds.has('done') && kinds.size > 1 ? [] : [`all ended alike: ${[...kinds].join()}`]),
      ...(least < keepFreeBytes ? [`I7: only ${least} bytes were free of ${keepFreeBytes} that must be`] : []),
      ...(await ends(stage, life, small))
    ]
  } finally {
    await life.end()
    stage.remove()
  }
}

/** XFS gives the room of removed files back a little later, so it is filled up until no more comes. */
const fillUntil = async (folder: string, freeBytes: number): Promise<void> => {
  let calmLooks = 0
  for (let at = 0; calmLooks < 5; at += 1) {
    const excess = Math.floor(freeOf(folder) - freeBytes)
    calmLooks = excess < MiB ? calmLooks + 1 : 0
    if (excess >= MiB) writeAt(join(folder, `ballast-${at}`), Buffer.alloc(excess), 1_700_000_000)
    await delay(20)
  }
}

/** All of them home at once, to a disk that others have filled meanwhile. */
const fillHome = async (place: Place, mode: Mode, small: Small): Promise<readonly string[]> => {
  const stage = await makeBig(place, mode, small)
  const life = await stage.live()
  try {
    await promoteAll(stage, life)
    waitsFor('the way home')
    await fillUntil(place.array, floorBytes + 2.5 * small.filmMiB * MiB)
    const { result, least } = await leastFree(place.array, () => evictAll(stage, life))
    const kinds = new Set(result.map(({ kind }) => kind))
    return [
      ...odd(result),
      ...(kinds.has('done') && kinds.size > 1 ? [] : [`all ended alike: ${[...kinds].join()}`]),
      ...(least < floorBytes ? [`I7: only ${least} bytes were free of ${floorBytes} that must be`] : []),
      ...(await ends(stage, life, small))
    ]
  } finally {
    await life.end()
    stage.remove()
  }
}

const makeBig = async (place: Place, mode: Mode, { filmMiB }: Small): Promise<Stage> => {
  const scene = { name: 'several', files: names, units: names.map((file) => [file]), atOnce: true } as const
  return await makeStage(place, { mode, direction: 'in', scene }, (file) => bytesOf(file, filmMiB))
}

const modesTried: readonly Mode[] = [
  { presentation: 'union', original: 'keep' },
  { presentation: 'symlink', original: 'remove' }
]

const poolLane = (small: Small): Lane => ({
  name: `${small.type} of ${small.sizeMiB} MiB as the pool`,
  run: ({ scale }: Proving): Promise<Tally> => {
    const order = { name: small.type, array: 'tmpfs', pool: small.type, poolMiB: small.sizeMiB } as const
    return inPlace(order, async (place, tally) => {
      for (const mode of modesTried.slice(0, scale === 'full' ? 2 : 1)) {
        tally.cases += names.length
        const found = await faultsInTime(() => fillPool(place, mode, small))
        tally.violations.push(...found.map((fault) => `${small.type} pool, ${nameOfMode(mode)}: ${fault}`))
      }
    })
  }
})

const homeLane: Lane = {
  name: 'XFS of 320 MiB at home',
  run: () => {
    const small: Small = { type: 'xfs', sizeMiB: 320, filmMiB: 20, keepMiB: 0 }
    const order = { name: 'xfs', array: 'xfs', pool: 'tmpfs' } as const
    return inPlace(order, async (place, tally) => {
      tally.cases += names.length
      const found = await faultsInTime(() => fillHome(place, { presentation: 'union', original: 'remove' }, small))
      tally.violations.push(...found.map((fault) => `XFS at home: ${fault}`))
    })
  }
}

export const room: Part = {
  number: 9,
  name: 'room',
  lanes: [
    ...smallDisks.map(poolLane),
    homeLane,
    testFileLane('room while somebody else writes', ['server/test/crash/space.test.ts'])
  ]
}
