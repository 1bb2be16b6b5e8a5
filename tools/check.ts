/** `npm run check`: every static check, in under a minute; with --fix it first repairs what a tool can repair. */
import { fixAll, runChecks } from './check/run-checks.ts'

if (process.argv.includes('--fix')) await fixAll()
process.exitCode = (await runChecks()).length === 0 ? 0 : 1
