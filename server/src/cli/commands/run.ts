/** `pcu run`, `pcu plan`, `pcu restore-all`: one run here, or in the server that holds the data folder. */
import type { RunReport, Settings } from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { open } from '#cli/local.ts'
import { reportText, type Showing } from '#cli/print.ts'
import type { Remote } from '#cli/remote.ts'
import type { RunRequest } from '#engine/run-deps.ts'
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

const runHere = async (program: Program, request: RunRequest): Promise<RunReport> => {
  const { app } = program
  const stop = (): void => void app.face.stop()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await app.settle()
  app.face.request(request)
  await app.schedule.idle()
  process.off('SIGINT', stop)
  process.off('SIGTERM', stop)
  const [newest] = await app.face.runs(1)
  const report = newest === undefined ? undefined : await app.face.run(newest.id)
  if (report === undefined) throw new Error('the run left no record')
  return report
}

const pollMs = 300

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for the server's run that began after `before`. A person may wait for hours here; Ctrl-C leaves the run to the server. */
const runThere = async (remote: Remote, request: RunRequest): Promise<RunReport> => {
  const before = (await remote.newestRun())?.id ?? 0
  await remote.start(request.goal, request.dryRun)
  for (;;) {
    const newest = await remote.newestRun()
    if (newest !== undefined && newest.id > before && newest.finishedAt !== null) return remote.report(newest.id)
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
