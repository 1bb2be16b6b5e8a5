/** Cases that end in a real SIGKILL: at their steps, at the steps of the recovery, and at any moment. */
import type { Proving, Tally } from '#test/prove/part.ts'
import { faultsInTime, waitsFor } from '#test/prove/stage/in-time.ts'
import { instantFaults, recoveredFaults } from '#test/prove/stage/observer.ts'
import type { Place } from '#test/prove/stage/place.ts'
import { type Case, nameOfCase } from '#test/prove/stage/scene.ts'
import { makeStage, type Stage } from '#test/prove/stage/stage.ts'
import { stepsOf } from './in-process.ts'
import { type JobEnd, jobOf } from './job.ts'
import { createKiller, type Killer } from './kill.ts'

/** Where and how a process is killed: at a step, and perhaps at a step of the recovery. */
interface Kill {
  readonly of: Case
  readonly first: number
  readonly second: number | undefined
}

interface Doomed {
  readonly kill: Kill
  readonly stage: Stage
  readonly faults: string[]
}

/** What the killing works with. */
export interface KillOrder {
  readonly place: Place
  readonly cases: readonly Case[]
  /** Which share of the steps, and of those which share once more in the recovery. */
  readonly share: number
  readonly nestedShare: number
  /** Kills at moments that nobody chose. */
  readonly anyMoment: number
  /** Whether those copy by processes beside, which live on for a moment. */
  readonly copiesBeside: boolean
  readonly proving: Proving
}

/** More stages than that in one process are only memory. */
const batchSize = 48
/** The recovery from a death rarely takes more steps than that. */
const likelySteps = 8

const settleAndLook = async ({ kill, stage, faults }: Doomed, place: Place, tally: Tally): Promise<void> => {
  const found = await faultsInTime(async () => {
    waitsFor('the recovery')
    const life = await stage.live()
    try {
      // A kill at any moment may come before the first step or after the last: that is no point in a move.
      const met = kill.first === 0 && (await life.journal.unfinished()).length > 0
      tally.points += met ? 1 : 0
      tally.killed += met ? 1 : 0
      await life.mover.settle()
      return await recoveredFaults(stage, life, { alsoHome: kill.second === undefined })
    } finally {
      await life.end()
    }
  })
  faults.push(...found)
  const where = kill.first === 0 ? 'at any moment' : `at step ${kill.first}`
  const label = `${place.name}: ${nameOfCase(kill.of)}, SIGKILL ${where}`
  const again = kill.second === undefined ? '' : `, then ${kill.second} of the recovery`
  tally.violations.push(...new Set(faults.map((fault) => `${label}${again}: ${fault}`)))
}

interface Batch {
  readonly place: Place
  readonly killer: Killer
  readonly tally: Tally
}

const withStages = async (
  kills: readonly Kill[],
  { place, tally }: Batch,
  act: (doomed: readonly Doomed[]) => Promise<void>
): Promise<void> => {
  const doomed: Doomed[] = []
  try {
    for (const kill of kills) doomed.push({ kill, stage: await makeStage(place, kill.of), faults: [] })
    await act(doomed)
    for (const one of doomed) await settleAndLook(one, place, tally)
  } finally {
    for (const { stage } of doomed) stage.remove()
  }
}

/** Notes who neither stopped nor ended. */
const noteHung = (doomed: readonly Doomed[], ends: readonly JobEnd[]): void => {
  for (const [index, end] of ends.entries()) {
    if (typeof end === 'object') doomed[index]?.faults.push(end.hangs)
  }
}

const look = (doomed: readonly Doomed[]): void => {
  for (const { stage, faults } of doomed) faults.push(...instantFaults(stage))
}

const killBatch = (kills: readonly Kill[], batch: Batch): Promise<void> =>
  withStages(kills, batch, async (doomed) => {
    const { killer, tally } = batch
    tally.cases += doomed.length
    const ends = await killer.killAtSteps(
      doomed.map(({ kill, stage }) => jobOf(stage, { what: 'act', at: kill.first }))
    )
    noteHung(doomed, ends)
    // Who is killed once more in the recovery was killed at the same step before, and that was counted then.
    const firsts = doomed.filter(({ kill }, index) => kill.second === undefined && ends[index] === 'frozen').length
    tally.points += firsts
    tally.killed += firsts
    look(doomed)
    const again = doomed.flatMap(({ kill, stage }) =>
      kill.second === undefined ? [] : [jobOf(stage, { what: 'recovery', at: kill.second })]
    )
    if (again.length === 0) return
    const endsAgain = await killer.killAtSteps(again)
    noteHung(
      doomed.filter(({ kill }) => kill.second !== undefined),
      endsAgain
    )
    const seconds = endsAgain.filter((one) => one === 'frozen').length
    tally.nested += seconds
    tally.killed += seconds
    look(doomed)
  })

/** Everything runs at once, and nobody knows how far it is when the end comes. */
const killAtAnyMoment = async (order: KillOrder, batch: Batch): Promise<void> => {
  const { proving, cases } = order
  // Every pair of roots has a copying process of its own.
  const size = order.copiesBeside ? 4 : batchSize
  for (let done = 0; done < order.anyMoment; done += size) {
    const kills = Array.from({ length: Math.min(size, order.anyMoment - done) }, (): Kill[] => {
      const of = cases[Math.floor(proving.random() * cases.length)]
      return of === undefined ? [] : [{ of, first: 0, second: undefined }]
    }).flat()
    await withStages(kills, batch, async (doomed) => {
      batch.tally.cases += doomed.length
      const jobs = doomed.map(({ stage }) => jobOf(stage, { what: 'act', at: 0, copiesBeside: order.copiesBeside }))
      await batch.killer.killAfter(jobs, proving.random() * (order.copiesBeside ? 400 : 30) * doomed.length)
      look(doomed)
    })
  }
}

const numbersTo = (last: number): readonly number[] => Array.from({ length: last }, (_none, at) => at + 1)

const chosen = async (order: KillOrder): Promise<readonly Kill[]> => {
  const { place, cases, share, nestedShare, proving } = order
  const kills: Kill[] = []
  if (share + nestedShare === 0) return kills
  for (const of of cases) {
    for (const first of numbersTo((await stepsOf(place, of)).length)) {
      const seconds = numbersTo(likelySteps).filter(() => proving.random() < nestedShare)
      if (proving.random() < share) kills.push({ of, first, second: undefined })
      kills.push(...seconds.map((second) => ({ of, first, second })))
    }
  }
  return kills
}

/** Kills as ordered and adds to the tally. */
export const killEverywhere = async (order: KillOrder, tally: Tally): Promise<void> => {
  const killer = createKiller()
  const batch = { place: order.place, killer, tally }
  try {
    const kills = await chosen(order)
    for (let at = 0; at < kills.length; at += batchSize) await killBatch(kills.slice(at, at + batchSize), batch)
    await killAtAnyMoment(order, batch)
  } finally {
    await killer.close()
  }
}
