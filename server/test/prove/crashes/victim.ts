/** A process that lives through many cases, stops in each of them at a step, says so, and waits for its SIGKILL. One order per line of input. */
import { createInterface } from 'node:readline'
import { systemClock } from '#adapters/clock.ts'
import { createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { FileSystem } from '#ports/file-system.ts'
import { liveAt } from '#test/crash/world.ts'
import { createDeath, type Death } from '#test/prove/stage/death.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { actOf } from '#test/prove/stage/stage.ts'
import { type Job, type JobEnd, stageFrom } from './job.ts'

/** What hangs must not be collected as garbage: that would close its handles, which no dead process does. */
const deaths: Death[] = []

/** As the program copies: in processes of their own, which outlive this one for a moment. */
const copyingBeside = (): FileSystem => {
  const pace = createPace(() => 0, systemClock)
  const onMissing = (): void => undefined
  const copier = createChildCopier({ clock: systemClock, pace, priority: 'normal', patienceMs: 60_000, onMissing })
  return createDisk({ clock: systemClock, copier })
}
let beside: FileSystem | undefined

const run = async (job: Job): Promise<JobEnd> => {
  const stage = stageFrom(job)
  const death = createDeath(job.at)
  deaths.push(death)
  if (job.copiesBeside) beside ??= copyingBeside()
  const fileSystem = job.copiesBeside ? beside : undefined
  const life = await liveAt(
    job.data,
    fileSystem === undefined ? { step: death.step } : { step: death.step, fileSystem }
  )
  const died = await death.watch(() => (job.what === 'act' ? actOf(stage, life) : life.mover.settle()))
  if (!died) await life.end()
  return died ? 'frozen' : 'ended'
}

/** A job that never ends would be waited for by whoever is to kill this process. */
const runInTime = async (job: Job): Promise<JobEnd> => {
  let end: JobEnd = 'ended'
  const [hangs] = await faultsInTime(async () => {
    end = await run(job)
    return []
  })
  return hangs === undefined ? end : { hangs }
}

const say = (message: unknown): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

say('ready')
for await (const line of createInterface({ input: process.stdin })) {
  const { jobs, atOnce }: { jobs: readonly Job[]; atOnce: boolean } = JSON.parse(line)
  const ends: JobEnd[] = []
  say('begun')
  if (atOnce) ends.push(...(await Promise.all(jobs.map(run))))
  else for (const job of jobs) ends.push(await runInTime(job))
  say(ends)
}
