/** Runs inside the guest, as its only program: one story, then its tally on the console. */
import { dyingDisk } from './dying-disk.ts'
import { remoteRoots } from './remote-roots.ts'
import { newReport, type Report } from './report.ts'

const stories: Readonly<Record<string, (report: Report) => Promise<void>>> = {
  'remote-smb': (report) => remoteRoots(report, 'smb'),
  'remote-nfs': (report) => remoteRoots(report, 'nfs'),
  'dying-ext4': (report) => dyingDisk(report, 'ext4'),
  'dying-xfs': (report) => dyingDisk(report, 'xfs')
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
