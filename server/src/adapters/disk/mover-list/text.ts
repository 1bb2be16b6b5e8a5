/** The text of the mover list: our lines between two marks, everything else byte for byte as its owner left it. */

const mark = '# PlexCacheUltra'
const beginsWith = `${mark} begin`
const endsWith = `${mark} end`
const begin = `${beginsWith}: written anew at every move; own lines belong outside of these marks`
const beginOwn = `${beginsWith} (its own file): written anew at every move; own lines belong outside of these marks`

/** The list as it was found. Texts hold one character for each byte (latin1), so that no byte is lost to a character set. */
export interface MoverText {
  /** What lies above and below our lines. */
  readonly above: string
  readonly below: string
  /** Our lines, without their ends. */
  readonly ours: readonly string[]
  /** Whether we made the file. */
  readonly madeByUs: boolean
}

/** A list that does not exist yet, and that we are about to make. */
export const noText: MoverText = { above: '', below: '', ours: [], madeByUs: true }

type Kind = 'begin' | 'end' | 'other'

const kindOf = (line: string): Kind => {
  if (line.startsWith(beginsWith)) return 'begin'
  return line.startsWith(endsWith) ? 'end' : 'other'
}

/** Lines with their ends. */
const split = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/gu) ?? []

/** Where the block ends that begins here; undefined when its end is missing, and then what follows may be anybody's. */
const endOf = (lines: readonly string[], start: number): number | undefined => {
  const next = lines.findIndex((line, index) => index > start && kindOf(line) !== 'other')
  return next >= 0 && kindOf(lines[next] ?? '') === 'end' ? next : undefined
}

const madeMark = beginOwn.slice(0, beginOwn.indexOf(':'))

interface Parts {
  /** Lines of the owner, in their order. */
  readonly kept: readonly string[]
  readonly ours: readonly string[]
  /** How many lines of the owner lie above the first of our blocks; undefined when there is none. */
  readonly place: number | undefined
  readonly madeByUs: boolean
}

const partsOf = (lines: readonly string[]): Parts => {
  const kept: string[] = []
  const ours: string[] = []
  let [place, madeByUs]: [number | undefined, boolean] = [undefined, false]
  let blockEnd = -1
  for (const [index, line] of lines.entries()) {
    if (index <= blockEnd) continue
    const kind = kindOf(line)
    if (kind === 'other') kept.push(line)
    if (kind !== 'begin') continue
    place ??= kept.length
    madeByUs ||= line.startsWith(madeMark)
    blockEnd = endOf(lines, index) ?? index
    ours.push(...lines.slice(index + 1, blockEnd).map((own) => own.replace(/\r?\n$/u, '')))
  }
  return { kept, ours, place, madeByUs }
}

/** Takes a list apart. A mark without its counterpart is dropped, and what follows it is taken for its owner's: rather a line too many than one lost. */
export const takeApart = (text: string): MoverText => {
  const { kept, ours, place, madeByUs } = partsOf(split(text))
  // A last line without an end stays as it is: ours then go before it all.
  const at = place ?? (text.endsWith('\n') ? kept.length : 0)
  return { above: kept.slice(0, at).join(''), below: kept.slice(at).join(''), ours, madeByUs }
}

/** Puts a list together. Without lines of ours there are no marks either. `lines` hold one character for each byte. */
export const putTogether = ({ above, below, madeByUs }: MoverText, lines: readonly string[]): string => {
  if (lines.length === 0) return `${above}${below}`
  return `${above}${[madeByUs ? beginOwn : begin, ...lines, endsWith].join('\n')}\n${below}`
}
