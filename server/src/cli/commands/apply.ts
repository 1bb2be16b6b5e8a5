/** `pcu apply RUN`: does exactly the plan of that run, or refuses. */
import type { PlanReport } from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { Failure } from '#src/failure.ts'
import { finishHere, finishThere, tellRun } from './run.ts'

const usage = 'Name the number of a dry run, as "pcu plan" told it: pcu apply RUN. See "pcu apply --help".'

const reviewed = (report: PlanReport | undefined, runId: number) => {
  const digest = report?.review?.digest
  if (digest !== undefined) return { runId, digest }
  const sentence = `Refused: run ${runId} has no plan that can be applied: it is done, it is older than a day, or it is forgotten.`
  throw new Failure('store.busy', { sentence, hint: 'Make a new one with "pcu plan".', retry: 'never' })
}

/** A run that the server does not know has no plan either. */
const noneKnown = (thrown: unknown): undefined => {
  if (thrown instanceof Failure && thrown.code === 'server.declined') return undefined
  throw thrown
}

/** What proves stale has moved nothing, and is refused. */
const codeOf = (report: PlanReport, code: ExitCode): ExitCode =>
  report.outcome === 'skipped' ? exitCodes.refused : code

/** Applies what was reviewed. */
export const applyCommand = async (asked: Asked): Promise<ExitCode> => {
  const runId = Number(asked.words[0])
  if (asked.words.length !== 1 || !Number.isSafeInteger(runId) || runId < 1) {
    process.stderr.write(`${usage}\n`)
    return exitCodes.usage
  }
  const opened = await open({ dryRun: false, narrate: !asked.json })
  if (opened.kind === 'remote') {
    const { remote, own } = opened
    const review = reviewed(await remote.report(runId).catch(noneKnown), runId)
    const report = await finishThere(remote, () => remote.apply(review))
    return codeOf(report, tellRun(report, asked, own))
  }
  const { program } = opened
  const { face } = program.app
  try {
    const review = reviewed(await face.planReport(runId), runId)
    const report = await finishHere(program, () => face.applyPlan(review, 'command'))
    return codeOf(report, tellRun(report, asked, program.resolved.settings))
  } finally {
    await program.close()
  }
}
