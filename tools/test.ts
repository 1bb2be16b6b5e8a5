/** `npm test`: the browser, the static checks, every test, and one closing line that counts them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './check/run-checks.ts'
import { runToTerminal } from './check/run-command.ts'
import { ensureChromium } from './chromium.ts'
import { type Counts, countTests } from './count-tests.ts'

const noBrowser = ensureChromium()
const failedChecks = await runChecks()
const folder = mkdtempSync(join(tmpdir(), 'pcu-test-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
process.exitCode = await runTests(join(folder, 'result.json'))

async function runTests(report: string): Promise<number> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const exitCode = await runToTerminal([
    'node_modules/vitest/vitest.mjs',
    'run',
    ...reporters,
    ...process.argv.slice(2)
  ])
  const counts = readCounts(report)
  for (const complaint of complaints(exitCode, counts)) console.log(complaint)
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  const browserIsRequired = noBrowser !== undefined && process.env['CI'] === 'true'
  return exitCode === 0 && counts.failed === 0 && failedChecks.length === 0 && !browserIsRequired ? 0 : 1
}

function complaints(exitCode: number, counts: Counts): readonly string[] {
  return [
    ...(noBrowser ? [`Browser tests did not run. ${noBrowser}`] : []),
    ...(failedChecks.length > 0
      ? [`Checks failed: ${failedChecks.join(', ')} (see above; npm run check repeats them).`]
      : []),
    ...(exitCode !== 0 && counts.failed === 0
      ? [`vitest ended with exit code ${exitCode} although no test failed (see above).`]
      : [])
  ]
}

function readCounts(report: string): Counts {
  try {
    return countTests(JSON.parse(readFileSync(report, 'utf8')))
  } catch (error) {
    console.log(`vitest left no result: ${String(error)}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
