/** A process that lives through many cases, stops in each of them at a step, says so, and waits for its SIGKILL. One order per line of input. */
import { createInterface } from 'node:readline'
import { liveAt } from '#test/crash/world.ts'
import { createDeath, type Death } from '#test/prove/stage/death.ts'
import { actOf } from '#test/prove/stage/stage.ts'
import { type Job, type JobEnd, stageFrom } from './job.ts'

/** What hangs must not be collected as garbage: that would close its handles, which no dead process does. */
const deaths: Death[] = []

const run = async (job: Job): Promise<JobEnd> => {
  const stage = stageFrom(job)
  const death = createDeath(job.at)
  deaths.push(death)
  const life = await liveAt(job.data, { step: death.step })
  const died = await death.watch(() => (job.what === 'act' ? actOf(stage, life) : life.mover.settle()))
  if (!died) await life.end()
  return died ? 'frozen' : 'ended'
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
  else for (const job of jobs) ends.push(await run(job))
  say(ends)
}
