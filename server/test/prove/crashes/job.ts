/** What a victim is told: a stage as plain data, what to do on it and at which step to stop. */
import type { Inspection, UnitId } from '#core/model/unit.ts'
import { liveAt } from '#test/crash/world.ts'
import type { Stage } from '#test/prove/stage/stage.ts'

/** A stage with an order, as it travels to another process. */
export interface Job {
  readonly stage: Pick<Stage, 'root' | 'layout' | 'array' | 'pool' | 'of' | 'files' | 'realUnion'>
  readonly looks: readonly (readonly [UnitId, Inspection])[]
  readonly data: string
  readonly what: 'act' | 'recovery'
  /** The step that is not done any more; 0: it runs to its end. */
  readonly at: number
  /** Whether bytes are copied by processes beside, as the program does it. */
  readonly copiesBeside: boolean
}

/** Whether the job stopped at its step, ran to its end before, or did neither in time. */
export type JobEnd = 'frozen' | 'ended' | { readonly hangs: string }

/** What to do on a stage. */
export type Orders = Pick<Job, 'what' | 'at'> & { readonly copiesBeside?: boolean }

export const jobOf = (stage: Stage, { what, at, copiesBeside = false }: Orders): Job => {
  const { root, layout, array, pool, of, files, realUnion } = stage
  return {
    stage: { root, layout, array, pool, of, files, realUnion },
    looks: [...stage.looks],
    data: stage.data(),
    what,
    at,
    copiesBeside
  }
}

/** The stage as the other process works on it. What is true of its files stays with the observer. */
export const stageFrom = (job: Job): Stage => ({
  ...job.stage,
  looks: new Map(job.looks),
  truths: [],
  bystanders: [],
  data: () => job.data,
  live: (options) => liveAt(job.data, options),
  afterDeath: () => undefined,
  remove: () => undefined
})
