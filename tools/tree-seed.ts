/**
 * The seed of every chance in the tests: it follows from the content of the last commit, so that whoever tests a commit again, here or elsewhere, tests the same,
 * and each commit tests other cases than the one before.
 */
import { spawnSync } from 'node:child_process'

/** TEST_SEED when a person gave one; without git, the day. A whole number below 2^31. */
export function treeSeed(given: string | undefined = process.env['TEST_SEED']): number {
  if (given !== undefined && /^\d{1,9}$/u.test(given)) return Number(given)
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], { encoding: 'utf8' })
  if (status === 0) return Number.parseInt(stdout.slice(0, 7), 16)
  return Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''))
}
