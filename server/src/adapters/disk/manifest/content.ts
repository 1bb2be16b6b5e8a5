/** What a manifest says as a whole: the last word on every file, and the lines that are not ours to judge. */
import type { RegisteredFile } from '#ports/register.ts'
import { cachedLine, isSameLine, type Line, readLine } from './lines.ts'

type Strange = Extract<Line, { kind: 'strange' }>

/** The content of one manifest. */
export interface Content {
  readonly files: ReadonlyMap<string, RegisteredFile>
  /** Lines that are not understood, in their order. */
  readonly strange: readonly string[]
  readonly newerLines: number
  /** Lines in the file, dead ones counted. */
  readonly lines: number
  /** The last line has no end: its writer died, or the power went. */
  readonly torn: boolean
}

/** No manifest. */
export const noContent: Content = { files: new Map(), strange: [], newerLines: 0, lines: 0, torn: false }

/** Understands a whole manifest. A last line without its end counts when it is whole, and not at all when it is not. */
export const readContent = (text: string, poolRoot: string): Content => {
  const rows = text.split('\n')
  const end = rows.pop() ?? ''
  const files = new Map<string, RegisteredFile>()
  const strange: Strange[] = []
  const take = (row: string): void => {
    const line = readLine(row, poolRoot)
    if (line.kind === 'cached') files.set(line.file.path, line.file)
    else if (line.kind === 'home') files.delete(line.path)
    else strange.push(line)
  }
  for (const row of rows) if (row !== '') take(row)
  const half = readLine(end, poolRoot)
  if (end !== '' && (half.kind !== 'strange' || half.newer)) take(end)
  return {
    files,
    strange: strange.map((line) => line.text),
    newerLines: strange.filter((line) => line.newer).length,
    lines: rows.length,
    torn: end !== ''
  }
}

/** The shortest text that says the same. */
export const textOf = ({ files, strange }: Pick<Content, 'files' | 'strange'>): string =>
  [...strange, ...[...files.values()].map(cachedLine)].map((line) => `${line}\n`).join('')

/** Whether most of the lines are dead. A short manifest is left as it is. */
export const isMostlyDead = ({ files, strange, lines }: Content): boolean =>
  lines > 100 && lines > 2 * (files.size + strange.length)

/** Whether a manifest says this of a file already. */
export const says = ({ files }: Content, file: RegisteredFile): boolean => {
  const known = files.get(file.path)
  return known !== undefined && isSameLine(known, file)
}
