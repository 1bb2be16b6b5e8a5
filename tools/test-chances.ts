/** Before each test file: the laws in it draw their cases from the seed of the commit. Reads the library of laws only for files that use it. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

const path = expect.getState().testPath
if (path !== undefined && readFileSync(path, 'utf8').includes("from 'fast-check'")) {
  const { default: fc } = await import('fast-check')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['TEST_SEED']) })
}
