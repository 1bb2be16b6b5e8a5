/** Runs inside the guest, as its only program: one story, then its tally on the console. */
import { dyingDisk } from './dying-disk.ts'
import { remoteRoots } from './remote-roots.ts'
import { newReport } from './report.ts'

const stories = { remote: remoteRoots, dying: dyingDisk } as const

const report = newReport()
try {
  await (process.argv[2] === 'dying' ? stories.dying(report) : stories.remote(report))
} catch (thrown) {
  report.tally.violations.push(
    `the story broke off: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`
  )
}
process.stdout.write(`\n@@ ${JSON.stringify(report.tally)}\n`)
