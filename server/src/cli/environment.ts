/** The environment that settings are read from: the process's own variables over those of the `.env` file beside the program. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import type { Env } from '@pcu/contract'
import { Failure } from '#src/failure.ts'

const besideProgram = fileURLToPath(new URL('../../../.env', import.meta.url))

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

const readFile = (path: string, mayBeMissing: boolean): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    if (mayBeMissing && isMissing(thrown)) return ''
    throw new Failure('settings.wrong', {
      sentence: `The settings file ${path} cannot be read.`,
      hint: 'Check ENV_FILE and the owner of the file.',
      retry: 'never',
      cause: thrown
    })
  }
}

/**
 * Variables of the process, over those of `.env`. ENV_FILE names another file, which then must be there; an empty
 * ENV_FILE means none. Inline comments and quotes are read as container tools read them.
 */
export const environment = (own: Env = process.env): Env => {
  const named = own['ENV_FILE']
  if (named === '') return own
  const text = readFile(named ?? besideProgram, named === undefined)
  return { ...parseEnv(text), ...own }
}
