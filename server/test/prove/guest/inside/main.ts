/** Runs inside the guest, as its only program: one story, then its tally on the console. */
import { newReport, type Report } from './report.ts'

const remote = async (report: Report, kind: 'nfs' | 'smb'): Promise<void> => {
  const { remoteRoots } = await import('./remote-roots.ts')
  return remoteRoots(report, kind)
}

const dying = async (report: Report, fileSystem: 'ext4' | 'xfs'): Promise<void> => {
  const { dyingDisk } = await import('./dying-disk.ts')
  return dyingDisk(report, fileSystem)
}

/** The product is read only after the gate was taken away. */
const unsafe = async (report: Report): Promise<void> => {
  await import('./without-gates.ts')
  const { unsafeModes } = await import('./unsafe-modes.ts')
  return unsafeModes(report)
}

const stories: Readonly<Record<string, (report: Report) => Promise<void>>> = {
  'remote-smb': (report) => remote(report, 'smb'),
  'remote-nfs': (report) => remote(report, 'nfs'),
  'unsafe-smb': unsafe,
  'dying-ext4': (report) => dying(report, 'ext4'),
  'dying-xfs': (report) => dying(report, 'xfs')
}

const report = newReport()
try {
  const story = stories[process.argv[2] ?? '']
  if (story === undefined) throw new Error(`there is no story ${process.argv[2]}`)
  await story(report)
} catch (thrown) {
  report.tally.violations.push(
    `the story broke off: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`
  )
}
process.stdout.write(`\n@@ ${JSON.stringify(report.tally)}\n`)
