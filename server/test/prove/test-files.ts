/** Tests of the ordinary suite that prove a part of their own: run whole, and counted. Only when everything runs, as `npm test` has them anyway. */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Lane, newTally, type Tally } from './part.ts'
import { ownFolder, removedInTheEnd } from './stage/leave-nothing.ts'
import { fastFolder } from './stage/place.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

interface Report {
  readonly numPassedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

const runTests = (files: readonly string[], report: string): Promise<number | null> =>
  new Promise((resolve) => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile.json=${report}`, ...files]
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    const end = (): void => void child.kill()
    process.once('exit', end)
    child.once('close', (code) => {
      process.off('exit', end)
      resolve(code)
    })
  })

const tallyOf = ({ numPassedTests, numPendingTests, testResults }: Report, code: number | null): Tally => {
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `the test "${fullName}" fails`)
  )
  const broken = testResults.filter(({ message, assertionResults }) => message !== '' && assertionResults.length === 0)
  const left = numPendingTests > 0 ? [`${numPendingTests} tests need what this machine has not`] : []
  const violations = [...failed, ...broken.map(({ message }) => message)]
  if (code !== 0 && violations.length === 0) violations.push(`the tests ended with ${code}`)
  return { ...newTally(), cases: numPassedTests + failed.length, violations, skipped: left }
}

/** A lane that runs test files, named from the root of the repository. */
export const testFileLane = (name: string, files: readonly string[]): Lane => ({
  name,
  fullOnly: true,
  run: async () => {
    const folder = ownFolder(fastFolder, 'pcu-tests-')
    const remove = removedInTheEnd(() => rmSync(folder, { recursive: true, force: true }))
    try {
      const report = join(folder, 'report.json')
      const code = await runTests(files, report)
      return tallyOf(JSON.parse(readFileSync(report, 'utf8')), code)
    } finally {
      remove()
    }
  }
})
