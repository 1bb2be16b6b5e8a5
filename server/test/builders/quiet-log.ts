/** Logs for tests that are about something else. */
import type { LogLine } from '@pcu/contract'
import type { LogBook } from '#ports/log.ts'

/** Nothing was written, and nothing will be. */
export const quietBook = (lines: readonly LogLine[] = []): LogBook => ({
  level: 'INFO',
  lines: () => lines,
  subscribe: () => ({ cancel: () => undefined }),
  file: async () => undefined,
  text: async function* () {
    for (const { text } of lines) yield `${text}\n`
  }
})
