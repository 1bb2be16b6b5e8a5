/** What the outside may ask of runs and their plans. */
import type { Face } from '#engine/face.ts'
import type { Schedule } from '#engine/schedule.ts'
import type { RunStore } from '#ports/store.ts'
import { type ApplyDeps, orderOf } from './apply.ts'
import { type ReportDeps, reportOf } from './report.ts'
import { reviewOf } from './review.ts'

/** What answering needs. */
export interface RunFaceDeps extends ApplyDeps, ReportDeps {
  readonly runs: RunStore
  readonly schedule: Schedule
}

type RunFace = Pick<
  Face,
  'runs' | 'run' | 'latestPlan' | 'planReport' | 'planReview' | 'applyPlan' | 'request' | 'stop' | 'pause' | 'resume'
>

/** The part of the face that is about runs. */
export const runFaceOf = (deps: RunFaceDeps): RunFace => {
  const { runs, schedule } = deps
  return {
    runs: runs.recent,
    run: runs.report,
    latestPlan: runs.latestReport,
    planReport: (id) => reportOf(id, deps),
    planReview: (id) => reviewOf(id, deps),
    applyPlan: async (review, trigger) => {
      const order = await orderOf(review, trigger, deps)
      return 'accepted' in order ? order : schedule.request(order)
    },
    request: schedule.request,
    stop: schedule.stop,
    pause: schedule.pause,
    resume: schedule.resume
  }
}
