/** Commits together what is asked for at the same time: making a transaction durable takes a wait for the disk, which several can share. */
import type { Kysely, Transaction } from 'kysely'

interface Waiting<DB> {
  /** Does the work in a transaction; what it gives back tells whoever waits, once that is durable. */
  readonly work: (open: Transaction<DB>) => Promise<() => void>
  readonly reject: (thrown: unknown) => void
}

/** Runs jobs in transactions. Each promise resolves only when its own changes are durable. */
export interface Batch<DB> {
  commit<T>(job: (open: Transaction<DB>) => Promise<T>): Promise<T>
}

const alone = async <DB>(db: Kysely<DB>, { work, reject }: Waiting<DB>): Promise<void> => {
  try {
    const tell = await db.transaction().execute(work)
    tell()
  } catch (thrown) {
    reject(thrown)
  }
}

/** One that throws takes the whole transaction back; then each is committed by itself, and only that one fails. */
const together = async <DB>(db: Kysely<DB>, jobs: readonly Waiting<DB>[]): Promise<void> => {
  try {
    const tells = await db.transaction().execute(async (open) => {
      const done: (() => void)[] = []
      for (const { work } of jobs) done.push(await work(open))
      return done
    })
    for (const tell of tells) tell()
  } catch {
    for (const job of jobs) await alone(db, job)
  }
}

/** Everything that is asked for in this turn of the event loop, by whatever has just ended, belongs into the same transaction. */
const turnEnds = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** A batch for this database. What is asked for before a transaction begins goes into it, the rest into the next one, in the order of asking. */
export const createBatch = <DB>(db: Kysely<DB>): Batch<DB> => {
  let waiting: Waiting<DB>[] = []
  let busy = false

  const commitAll = async (): Promise<void> => {
    busy = true
    while (waiting.length > 0) {
      await turnEnds()
      const jobs = waiting
      waiting = []
      await together(db, jobs)
    }
    busy = false
  }

  return {
    commit: (job) =>
      new Promise((resolve, reject) => {
        const work = async (open: Transaction<DB>): Promise<() => void> => {
          const result = await job(open)
          return () => resolve(result)
        }
        waiting.push({ work, reject })
        if (!busy) void commitAll()
      })
  }
}
