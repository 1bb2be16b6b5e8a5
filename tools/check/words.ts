/** Looks for text that must not be in the repository: hosts it should not name, paths of one machine, nameless promises. */
import { readFileSync } from 'node:fs'
import { repositoryFiles } from './files.ts'
import { type Finding, report } from './finding.ts'
import type { Finished } from './run-command.ts'

interface ForbiddenText {
  readonly pattern: RegExp
  readonly because: string
}

/** Written with character classes so that this file does not report itself. */
const forbidden: readonly ForbiddenText[] = [
  {
    pattern: /registr[y]\.(npmjs|yarnpkg|npmmirror)|npm\.pkg\.githu[b]/,
    because: 'names the host of a package registry'
  },
  { pattern: /"resolve[d]": "http/, because: 'binds the lock file to one registry (omit-lockfile-registry-resolved)' },
  { pattern: /(^|[\s"'`(=:])\/wor[k]\//, because: "names a path of somebody's machine" },
  { pattern: /\b(TOD[O]|FIXM[E])\b(?!.*#\d)/, because: 'promises something without the number of its issue' }
]

const binary = /\.(png|jpe?g|gif|ico|webp|woff2?|mp4|mkv|db|gz)$/

/** Reads every file of the repository. */
export async function checkWords(): Promise<Finished> {
  const texts = repositoryFiles().filter((path) => !binary.test(path) && !path.startsWith('tools/canaries/house/'))
  return report(texts.flatMap((path) => findWords(path, readFileSync(path, 'utf8'))))
}

/** The forbidden texts of one file, by line. */
export function findWords(path: string, text: string): readonly Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const hits = forbidden.filter(({ pattern }) => pattern.test(line))
    return hits.map(({ because }) => ({ where: `${path}:${index + 1}`, what: because }))
  })
}
