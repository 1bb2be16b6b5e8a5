/** Real processes and real SIGKILLs: one victim stops in many cases, and one kill ends its life in all of them. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ownFolder, removedInTheEnd } from '#test/prove/stage/leave-nothing.ts'
import { fastFolder } from '#test/prove/stage/place.ts'
import type { Job, JobEnd } from './job.ts'

const program = fileURLToPath(new URL('./victim.ts', import.meta.url))

type Child = ChildProcessByStdio<Writable, Readable, null>

/** A victim that waits for its jobs. */
interface Victim {
  readonly child: Child
  /** The next thing that it says. */
  hear(): Promise<unknown>
}

/** Kills processes that are in the middle of moves. */
export interface Killer {
  /** Stops at every job's step, then kills. Says which jobs stopped and which had ended before. */
  killAtSteps(jobs: readonly Job[]): Promise<readonly JobEnd[]>
  /** Runs all jobs at once and kills after so many milliseconds, wherever they are. */
  killAfter(jobs: readonly Job[], ms: number): Promise<void>
  close(): Promise<void>
}

const end = async (child: Child): Promise<void> => {
  const exited = once(child, 'exit')
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await exited
  }
}

const isEnds = (said: unknown): said is readonly JobEnd[] => Array.isArray(said)

/** A killer with one victim in reserve, so that nobody waits for a process to start. */
export const createKiller = (environment: Readonly<Record<string, string>> = {}): Killer => {
  // A killed process never saves what it compiled; the first one that ends by itself does.
  const compiled = ownFolder(fastFolder, 'pcu-compiled-')
  const remove = removedInTheEnd(() => rmSync(compiled, { recursive: true, force: true }))
  const start = (): Victim => {
    const child = spawn(process.execPath, [program], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...environment }
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const hear = async (): Promise<unknown> => {
      const { done, value } = await lines.next()
      if (done === true) throw new Error('the victim ended by itself')
      return JSON.parse(value)
    }
    return { child, hear }
  }
  const warmUp = async (): Promise<void> => {
    const { child } = start()
    const exited = once(child, 'exit')
    child.stdin.end()
    await exited
  }
  const warm = warmUp()
  let reserve: Victim | undefined

  const take = async (): Promise<Victim> => {
    await warm
    const victim = reserve ?? start()
    reserve = start()
    await victim.hear()
    return victim
  }

  const begin = async (jobs: readonly Job[], atOnce: boolean): Promise<Victim> => {
    const victim = await take()
    victim.child.stdin.write(`${JSON.stringify({ jobs, atOnce })}\n`)
    await victim.hear()
    return victim
  }

  return {
    killAtSteps: async (jobs) => {
      const victim = await begin(jobs, false)
      const ends = await victim.hear()
      await end(victim.child)
      if (!isEnds(ends)) throw new Error('the victim said something else')
      return ends
    },
    killAfter: async (jobs, ms) => {
      const victim = await begin(jobs, true)
      await wait(ms)
      await end(victim.child)
    },
    close: async () => {
      await warm
      if (reserve !== undefined) await end(reserve.child)
      remove()
    }
  }
}
