/** Lists the repository's own files: what git tracks or would track. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Paths from the root, without ignored and without deleted files. Throws outside a git checkout. */
export function repositoryFiles(): readonly string[] {
  const result = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024
  })
  if (result.status !== 0) throw new Error(`git could not list the files: ${result.stderr ?? result.error?.message}`)
  return result.stdout.split('\0').filter((path) => path !== '' && existsSync(path))
}
