/** Runs the dependency rule over the house and refuses to believe in a house with too few rooms. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType, type IOptions } from 'dependency-cruiser'
import { type Finding, report } from './finding.ts'
import type { Finished } from './run-command.ts'

/** Fewer modules than this means that the tool has stopped looking. Raise it as the house grows. */
const leastModules = 400

const houseFolders = ['contract/src', 'server/src', 'server/test', 'web/src', 'tools', 'bin', 'vitest.config.ts']

/** The rules as they stand in .dependency-cruiser.cjs. */
interface Rules {
  readonly forbidden: IForbiddenRuleType[]
  readonly options: IOptions
}

/** One import that a rule forbids. */
export interface Crossing extends Finding {
  readonly rule: string
  readonly from: string
  readonly to: string
}

export async function checkDependencies(): Promise<Finished> {
  const { crossings, modules } = await cruiseHouse('.', houseFolders)
  const blind = { where: 'dependency-cruiser', what: `saw only ${modules} of at least ${leastModules} modules` }
  return report(modules < leastModules ? [blind, ...crossings] : crossings)
}

/** Applies the rules to `folders` below `base`, which is laid out like the repository. */
export async function cruiseHouse(
  base: string,
  folders: readonly string[]
): Promise<{ crossings: Crossing[]; modules: number }> {
  const { forbidden, options } = readRules()
  const present = folders.filter((folder) => existsSync(join(base, folder)))
  const { output } = await cruise(present, {
    ...options,
    baseDir: resolve(base),
    validate: true,
    ruleSet: { forbidden }
  })
  if (typeof output === 'string') throw new Error('dependency-cruiser answered text instead of a result')
  return { crossings: readCrossings(output, forbidden), modules: output.modules.filter(isOurs).length }
}

export function readRules(): Rules {
  return createRequire(import.meta.url)('../../.dependency-cruiser.cjs')
}

function readCrossings({ summary }: ICruiseResult, rules: readonly IForbiddenRuleType[]): Crossing[] {
  return summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    from,
    to,
    where: from === to ? from : `${from} → ${to}`,
    what: `${rule.name}: ${rules.find(({ name }) => name === rule.name)?.comment}`
  }))
}

function isOurs({ source }: { readonly source: string }): boolean {
  return !source.includes('node_modules/') && source.includes('/')
}
