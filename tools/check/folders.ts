/** Limits that no linter measures: files in a folder, imports of a file, ladders between rooms. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { repositoryFiles } from './files.ts'
import { type Finding, report } from './finding.ts'
import type { Finished } from './run-command.ts'

const mostFilesInFolder = 20
const mostImports = 15
/** They wire everything together, so they know everything. */
const mayImportMore = /^server\/src\/(main|app|program)\.ts$|^server\/test\/|\.test\.tsx?$/
const source = /^(contract|server|web|tools|bin)\/.*\.(ts|tsx|mjs|cjs)$/

/** Measures every source file and every folder of them. */
export async function checkFolders(): Promise<Finished> {
  const paths = repositoryFiles().filter((path) => source.test(path) && !path.startsWith('tools/canaries/house/'))
  return report([...findFullFolders(paths), ...paths.flatMap((path) => findInSource(path, readFileSync(path, 'utf8')))])
}

/** Folders with more files directly inside than a person can overlook. Tests stand beside what they test and do not count. */
export function findFullFolders(paths: readonly string[]): readonly Finding[] {
  const sources = paths.filter((path) => !/\.test\.tsx?$/.test(path))
  return [...Map.groupBy(sources, dirname)]
    .filter(([, files]) => files.length > mostFilesInFolder)
    .map(([folder, files]) => ({ where: folder, what: `holds ${files.length} files, more than ${mostFilesInFolder}` }))
}

/** Too many imports, or a ladder (`../`) inside the server, where rooms have names. */
export function findInSource(path: string, text: string): readonly Finding[] {
  const imports = text.match(/^import\b(?!.*\.css')/gm)?.length ?? 0
  const ladder = path.startsWith('server/') && /(from |import\(|mock\()'\.\.\/(?!package\.json')/.test(text)
  return [
    ...(imports > mostImports && !mayImportMore.test(path)
      ? [{ where: path, what: `has ${imports} imports, more than ${mostImports}` }]
      : []),
    ...(ladder ? [{ where: path, what: "climbs with '../'; cross rooms by name (#core/…, #ports/…)" }] : [])
  ]
}
