/** The list of static checks and how they are run: side by side, each reported by name with the way to repair it. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { inspect } from 'node:util'
import { checkDependencies } from './dependencies.ts'
import { checkFolders } from './folders.ts'
import { type Finished, runQuietly, runToTerminal } from './run-command.ts'
import { checkWords } from './words.ts'

interface Check {
  readonly name: string
  readonly run: () => Promise<Finished>
  /** One sentence: what to do when it fails. */
  readonly repair: string
}

/** What the compiler remembers makes the next check faster; it is checked against the files, so it may always be deleted. */
const memoryOf = (project: string): string => `node_modules/.cache/tsc/${project.replaceAll('/', '-')}.tsbuildinfo`

const tsc = (project: string): Check => ({
  name: `types of ${project}`,
  run: () =>
    runQuietly([
      ...['node_modules/typescript/bin/tsc', '-p', project, '--pretty', 'false'],
      ...['--incremental', '--tsBuildInfoFile', memoryOf(project)]
    ]),
  repair: 'Correct the types; a missing import usually means that a file moved.'
})

const checks: readonly Check[] = [
  ...['server', 'web', 'web/test', 'server/src/core', 'contract'].map(tsc),
  {
    name: 'biome',
    run: () =>
      runQuietly([
        'node_modules/@biomejs/biome/bin/biome',
        'ci',
        '--colors=off',
        '--error-on-warnings',
        '--max-diagnostics=100',
        '.'
      ]),
    repair: 'npm run fix repairs layout and simple findings; the rest names its rule.'
  },
  {
    name: 'dependency rule',
    run: checkDependencies,
    repair: 'The reason stands beside each finding; the rooms are drawn in ARCHITECTURE.md.'
  },
  {
    name: 'unused code',
    run: () => runQuietly(['node_modules/knip/bin/knip.js', '--no-progress']),
    repair: 'Delete what nothing uses, or stop exporting it.'
  },
  {
    name: 'generated documents',
    run: () => runQuietly(['tools/generate-docs.ts', '--check']),
    repair: 'npm run docs writes them again.'
  },
  { name: 'words', run: checkWords, repair: 'Take the named text out of the named line.' },
  { name: 'folders', run: checkFolders, repair: 'Split the folder by subject, or cross rooms by #name instead of ../.' }
]

/** Runs all checks, reporting to the terminal; answers the names of those that failed. */
export async function runChecks(): Promise<readonly string[]> {
  const waiting = [...checks]
  const failed: string[] = []
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check.name)
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
  return failed
}

async function passes(check: Check): Promise<boolean> {
  const startedAt = performance.now()
  const { exitCode, output } = await check.run().catch((error: unknown) => ({ exitCode: 1, output: inspect(error) }))
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${exitCode === 0 ? 'ok  ' : 'FAIL'}  ${check.name}  (${seconds} s)`)
  if (exitCode !== 0) console.log(`\n${output}\n\n${check.name} failed. ${check.repair}\n`)
  return exitCode === 0
}

/** Repairs layout and simple findings, and writes the generated documents again. */
export async function fixAll(): Promise<void> {
  await runToTerminal(['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'])
  if (existsSync('tools/generate-docs.ts')) await runToTerminal(['tools/generate-docs.ts'])
}
