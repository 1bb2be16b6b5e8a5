/** Runs the linter, with the very configuration of the repository, over a folder laid out like it. */
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { runQuietly } from '../check/run-command.ts'

/** One complaint of the linter; rules of our own are called `plugin/<file name of the rule>`. */
export interface Complaint {
  readonly rule: string
  readonly file: string
}

const settings = 'biome.json'
const ownRules = 'tools/check/rules'
const ownRuleNames = readdirSync(ownRules).map((file) => basename(file, '.grit'))

/** As much of the linter's JSON as we read. */
interface LintReport {
  readonly diagnostics: readonly {
    readonly category: string
    readonly message: string
    readonly location: { readonly path: string }
  }[]
}

/** Copies the configuration into `base` and lints it. */
export async function lintHouse(base: string): Promise<readonly Complaint[]> {
  for (const path of [settings, ownRules]) cpSync(path, join(base, path), { recursive: true })
  const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', '.']
  const { output } = await runQuietly([resolve('node_modules/@biomejs/biome/bin/biome'), ...args], base)
  const { diagnostics } = parseReport(output)
  return diagnostics.map(({ category, message, location }) => ({
    rule: category === 'plugin' ? ownRuleSaying(message) : category.replace(/^lint\//, ''),
    file: location.path
  }))
}

/** The report is one line among others. */
function parseReport(output: string): LintReport {
  return JSON.parse(output.split('\n').find((line) => line.startsWith('{')) ?? output)
}

function ownRuleSaying(message: string): string {
  const rule = ownRuleNames.find((name) => readFileSync(join(ownRules, `${name}.grit`), 'utf8').includes(message))
  return `plugin/${rule}`
}
