/** `pcu doctor`: every difference between what is known and what is on the disks. */
import type { DoctorReport } from '@pcu/contract'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import { oneLine } from '#kit/one-line.ts'

const reportText = (report: DoctorReport): string =>
  [
    report.sentence,
    ...report.findings.map(({ severity, sentence }) => `${severity.toUpperCase()}: ${sentence}`),
    ...report.repaired.map((sentence) => `REPAIRED: ${sentence}`)
  ]
    .map(oneLine)
    .join('\n')

const codeOf = ({ findings, repaired }: DoctorReport): ExitCode => {
  const left = findings.filter(
    ({ severity, repair }) => severity !== 'info' && (repair === null || repaired.length === 0)
  )
  return left.length === 0 ? exitCodes.done : exitCodes.partial
}

const examine = async (opened: Opened, { audit, hash, repair }: Asked): Promise<DoctorReport> => {
  const examination = { audit, hash, repair }
  if (opened.kind === 'remote') return await opened.remote.examine(examination)
  if (repair) await opened.program.app.settle()
  return await opened.program.app.face.examine(examination)
}

/** Examines and tells. */
export const doctorCommand = async (asked: Asked): Promise<ExitCode> => {
  const opened = await open({ dryRun: !asked.repair, narrate: false })
  try {
    const report = await examine(opened, asked)
    process.stdout.write(asked.json ? `${JSON.stringify(report, null, 2)}\n` : `${reportText(report)}\n`)
    return codeOf(report)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}
