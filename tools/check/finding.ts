/** One complaint of our own checks, and how a list of them reads. */
import type { Finished } from './run-command.ts'

export interface Finding {
  readonly where: string
  readonly what: string
}

/** Fails when there is any finding. */
export function report(findings: readonly Finding[]): Finished {
  return {
    exitCode: findings.length === 0 ? 0 : 1,
    output: findings.map(({ where, what }) => `${where}: ${what}`).join('\n')
  }
}
