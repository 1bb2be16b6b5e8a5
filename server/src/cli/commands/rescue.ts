/** `pcu rescue`: everything home without the database, by the same moves as ever. */
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { openHere } from '#cli/local.ts'
import { endText, foundText, type RescueReport } from '#cli/rescue-text.ts'
import type { RescueFound } from '#engine/registers/rescue.ts'
import type { Program } from '#src/program.ts'
import { runHere } from './run.ts'

const say = (asked: Asked, text: string): void => {
  if (!asked.json) process.stdout.write(`${text}\n`)
}

const end = (asked: Asked, report: RescueReport): void => {
  if (asked.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
  else if (!report.dryRun) process.stdout.write(`\n${endText(report)}\n`)
}

const codeOf = ({ run, left, leftAlone }: RescueReport, swept: boolean): ExitCode => {
  if (run?.outcome === 'failed') return exitCodes.failed
  const whole = run?.outcome !== 'stopped' && swept && left.length === 0 && leftAlone.length === 0
  return whole ? exitCodes.done : exitCodes.partial
}

const find = async (program: Program, asked: Asked, dryRun: boolean): Promise<RescueFound> => {
  const found = await program.rescue.find({ fromNames: asked.fromNames })
  say(asked, foundText(found, { dryRun, fromNames: asked.fromNames }))
  return found
}

const bringHome = async (program: Program, asked: Asked): Promise<ExitCode> => {
  const { lines: files, leftAlone } = await find(program, asked, false)
  const run = await runHere(program, { trigger: 'command', dryRun: false, goal: 'restore-all' })
  const swept = await program.rescue.sweep()
  const left = await program.rescue.left()
  const report: RescueReport = { dryRun: false, files, leftAlone, run, swept: swept ?? [], left }
  end(asked, report)
  return codeOf(report, swept !== undefined)
}

const foretell = async (program: Program, asked: Asked): Promise<ExitCode> => {
  const { lines: files, leftAlone } = await find(program, asked, true)
  end(asked, { dryRun: true, files, leftAlone, run: null, swept: [], left: [] })
  return exitCodes.done
}

/** Rescues. A dry run opens no database: it tells what the manifest alone would lead to. */
export const rescueCommand = async (asked: Asked): Promise<ExitCode> => {
  const console = asked.json ? undefined : (line: string): void => void process.stderr.write(`${line}\n`)
  const { dryRun } = asked
  const program = await openHere({ dryRun, inMemory: dryRun, console })
  try {
    const { enabled } = program.resolved.settings.testMode
    return await (dryRun || enabled ? foretell(program, asked) : bringHome(program, asked))
  } finally {
    await program.close()
  }
}
