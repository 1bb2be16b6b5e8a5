/** What shares a process with other test files leaves it as it was. */
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { together } from './test-order.ts'

/** Each of them is still there for the next file. */
const marks = [
  /\bvi\.(mock|doMock|stubEnv|stubGlobal|setConfig)\(/u,
  /\bprocess\.env(\.\w+|\[[^\]]+\]) *=[^=]/u,
  /\bdelete process\.env\b/u,
  /\bprocess\.(chdir|umask|setuid|on|once)\(/u
]

it('a test file that fakes modules or changes its process has one of its own', () => {
  const files = together.flatMap((pattern) => globSync(pattern))
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => marks.some((mark) => mark.test(readFileSync(file, 'utf8'))))).toEqual([])
})
