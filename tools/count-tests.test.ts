/** The closing line of `npm test` tells the truth. */
import { expect, it } from 'vitest'
import { countTests } from './count-tests.ts'

const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test }))
})

it('counts what is pending or only planned as skipped', () => {
  const testResults = [file('failed', 'passed', 'passed', 'passed', 'failed', 'pending', 'pending', 'todo')]
  expect(countTests({ ...report, testResults })).toEqual({ passed: 3, failed: 1, skipped: 3 })
})

it('counts a file that could not be loaded as one failure', () => {
  const testResults = [file('failed', 'failed'), file('failed')]
  expect(countTests({ ...report, testResults }).failed).toBe(2)
})
