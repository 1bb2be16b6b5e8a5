/** Reads lines that this program wrote into its file before it was started this time. */
import { type LogLevel, type LogLine, logLevels } from '@pcu/contract'

/** A line as it stands in the file, in parts. */
export type ReadLine = Pick<LogLine, 'at' | 'level' | 'text' | 'runId'>

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([A-Z]+) +(.*)$/su
const begins = /^Run (\d{1,15}) started /u
const ends = /^Run (\d{1,15}) (?:done|partial|skipped|failed|stopped): /u

const levelOf = (word: string): LogLevel => logLevels.find((level) => level === word) ?? 'INFO'

/** Lines of any other form, as of another program, take the time of the one before. Between its first and its last line everything belongs to a run. */
export const readLines = (texts: readonly string[], beginsAt: number): readonly ReadLine[] => {
  let at = beginsAt
  let runId: number | null = null
  return texts.map((whole) => {
    const [, time = '', level = 'INFO', said = whole] = form.exec(whole) ?? []
    at = time === '' ? at : Date.parse(time)
    const begun = begins.exec(said)?.[1]
    if (begun !== undefined) runId = Number(begun)
    const line = { at, level: levelOf(level), text: said, runId }
    if (ends.test(said)) runId = null
    return line
  })
}
