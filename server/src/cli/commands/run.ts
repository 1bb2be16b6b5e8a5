/** `pcu run`, `pcu plan`, `pcu restore-all`: one run here, or in the server that holds the data folder. */
import type { PlanReport, Settings } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { reportText, type Showing } from '#cli/print-report.ts'
import type { Remote } from '#cli/remote.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import type { Acceptance } from '#engine/schedule.ts'
import { Failure } from '#src/failure.ts'
import type { Program } from '#src/program.ts'

const codeOf = (report: PlanReport): ExitCode => {
  const { promoted, evicted } = report.done
  const moved = promoted.units + evicted.units > 0
  if (report.outcome === 'failed') return exitCodes.failed
  if (report.outcome === 'stopped') return moved ? exitCodes.partial : exitCodes.failed
  return report.outcome === 'partial' ? exitCodes.partial : exitCodes.done
}

/** The switches speak of test reports only. */
const showingOf = ({ dryRun }: PlanReport, { testMode }: Settings): Showing => ({
  sizes: !dryRun || testMode.showFileSizes,
  totals: !dryRun || testMode.showTotalSize
})

/** Prints a run and says how it ended. */
export const tellRun = (report: PlanReport, asked: Asked, settings: Settings): ExitCode => {
  const text = asked.json
    ? JSON.stringify(report, null, 2)
    : reportText(report, showingOf(report, settings), systemTimeZone())
  process.stdout.write(`${text}\n`)
  return codeOf(report)
}

/** Who is refused does nothing; the sentence says why. */
const insist = ({ accepted, sentence }: Acceptance): void => {
  if (!accepted) throw new Failure('store.busy', { sentence, retry: 'later' })
}

type Order = () => Acceptance | Promise<Acceptance>

/** Ctrl-C stops the run; before there is one, while a crash is being settled, it keeps it from beginning. */
const untilDone = async ({ app }: Program, order: Order): Promise<void> => {
  let stopped = false
  const stop = (): void => {
    stopped = true
    app.face.stop()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    await app.settle()
    if (stopped) throw new Failure('move.stopped', { sentence: 'Stopped before the run began.', retry: 'never' })
    insist(await order())
    await app.schedule.idle()
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** One run of this process, ordered and done to its end, with what it left on record. */
export const finishHere = async (program: Program, order: Order): Promise<PlanReport> => {
  const { face } = program.app
  const [before] = await face.runs(1)
  await untilDone(program, order)
  const [newest] = await face.runs(1)
  const report = newest === undefined || newest.id === before?.id ? undefined : await face.planReport(newest.id)
  if (report === undefined) throw new Error('the run left no record; the log has the details')
  return report
}

/** The same for a plain request. */
export const runHere = (program: Program, request: RunRequest): Promise<PlanReport> =>
  finishHere(program, () => program.app.face.request(request))

const pollMs = 300

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for the server's run that was ordered here. A person may wait for hours; Ctrl-C leaves the run to the server. */
export const finishThere = async (remote: Remote, order: () => Promise<void>): Promise<PlanReport> => {
  const before = (await remote.newestRun())?.id ?? 0
  await order()
  for (;;) {
    const ours = await remote.orderedRun(before)
    if (ours !== undefined && ours.finishedAt !== null) return remote.report(ours.id)
    await pause(pollMs)
  }
}

/** Runs once and tells what was done, or what would be. */
export const runCommand = async (asked: Asked): Promise<ExitCode> => {
  const dryRun = asked.dryRun || asked.command === 'plan'
  const goal = asked.command === 'restore-all' ? 'restore-all' : 'follow-plex'
  const request: RunRequest = { trigger: 'command', dryRun, goal, allowReturns: asked.allowReturns }
  const opened = await open({ dryRun, narrate: !asked.json })
  if (opened.kind === 'remote') {
    const { remote, own } = opened
    return tellRun(await finishThere(remote, () => remote.start(request)), asked, own)
  }
  const { program } = opened
  try {
    return tellRun(await runHere(program, request), asked, program.resolved.settings)
  } finally {
    await program.close()
  }
}
