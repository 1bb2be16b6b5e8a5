/** `pcu run`, `pcu plan`, `pcu restore-all`: one run here, or in the server that holds the data folder. */
import type { RunReport, Settings } from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { reportText, type Showing } from '#cli/print.ts'
import type { Remote } from '#cli/remote.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import { Failure } from '#src/failure.ts'
import type { Program } from '#src/program.ts'

const codeOf = (report: RunReport): ExitCode => {
  const { promoted, evicted } = report.done
  const moved = promoted.units + evicted.units > 0
  if (report.outcome === 'failed') return exitCodes.failed
  if (report.outcome === 'stopped') return moved ? exitCodes.partial : exitCodes.failed
  return report.outcome === 'partial' ? exitCodes.partial : exitCodes.done
}

/** The switches speak of test reports only. */
const showingOf = ({ dryRun }: RunReport, { testMode }: Settings): Showing => ({
  sizes: !dryRun || testMode.showFileSizes,
  totals: !dryRun || testMode.showTotalSize
})

const tell = (report: RunReport, asked: Asked, showing: Showing): ExitCode => {
  process.stdout.write(asked.json ? `${JSON.stringify(report, null, 2)}\n` : `${reportText(report, showing)}\n`)
  return codeOf(report)
}

/** Ctrl-C stops the run; before there is one, while a crash is being settled, it keeps it from beginning. */
const untilDone = async ({ app }: Program, request: RunRequest): Promise<void> => {
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
    app.face.request(request)
    await app.schedule.idle()
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

/** One run of this process, to its end, with what it left on record. */
export const runHere = async (program: Program, request: RunRequest): Promise<RunReport> => {
  const { face } = program.app
  const [before] = await face.runs(1)
  await untilDone(program, request)
  const [newest] = await face.runs(1)
  const report = newest === undefined || newest.id === before?.id ? undefined : await face.run(newest.id)
  if (report === undefined) throw new Error('the run left no record; the log has the details')
  return report
}

const pollMs = 300

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for the server's run that began after `before`. A person may wait for hours here; Ctrl-C leaves the run to the server. */
const runThere = async (remote: Remote, request: RunRequest): Promise<RunReport> => {
  const before = (await remote.newestRun())?.id ?? 0
  await remote.start(request.goal, request.dryRun)
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
  const request: RunRequest = { trigger: 'command', dryRun, goal }
  const opened = await open({ dryRun, narrate: !asked.json })
  if (opened.kind === 'remote') {
    const report = await runThere(opened.remote, request)
    return tell(report, asked, showingOf(report, opened.own))
  }
  const { program } = opened
  try {
    const report = await runHere(program, request)
    return tell(report, asked, showingOf(report, program.resolved.settings))
  } finally {
    await program.close()
  }
}
