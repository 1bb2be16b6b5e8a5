/** How a rescue looks on a terminal: every file with what is done and why, then what became of it. */
import type { RunReport } from '@pcu/contract'
import type { RescueFound } from '#engine/registers/rescue.ts'
import type { RescueLine } from '#engine/registers/rescue-line.ts'
import { oneLine } from '#kit/one-line.ts'

/** What a rescue tells. */
export interface RescueReport {
  readonly dryRun: boolean
  readonly files: readonly RescueLine[]
  readonly leftAlone: readonly string[]
  /** The run that brought everything home; null in a dry run. */
  readonly run: RunReport | null
  /** Temporary names that were taken away. */
  readonly swept: readonly string[]
  /** What is still on the pool because of us. */
  readonly left: readonly { readonly sharePath: string; readonly why: string | undefined }[]
}

/** The ways that only a person's order opens are not among them: a rescue does not find them. */
const ways: Readonly<Partial<Record<RescueLine['way'], string>>> = {
  drop: 'The original is in its place; the copy is let go.',
  'put-back': 'The parked original takes its name back from our link; then the copy is let go.',
  relink: 'The parked original gets its name back; then the copy is let go.',
  'copy-back': 'The copy is the only one, or the newest: it is copied home, read again, and only then let go.',
  'set-aside': 'The copy lost bytes: the original serves again, and the copy is put aside for you to look at.',
  nothing: 'Nothing of ours is left of it.',
  person: 'Stays as it is until you look',
  unknown: 'Could not be looked at'
}

const wordsOf = ({ way, why }: RescueLine): string => {
  const words = ways[way] ?? 'It is brought home.'
  return why === undefined ? words : `${words}: ${why}`
}

const fileLines = (line: RescueLine): readonly string[] => [
  `  ${line.sharePath}`,
  `      ${line.poolPath}`,
  `      ${wordsOf(line)}`
]

const headed = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', heading, ...lines]

const noFiles = (fromNames: boolean): string =>
  fromNames
    ? 'Neither manifest nor names tell of a cached file.'
    : 'The manifest on the pool names no file of ours. If it was lost with the database, "pcu rescue --from-names" looks for parked originals and links on every disk.'

/** What was found, before anything is done. */
export const foundText = (
  { lines, leftAlone }: RescueFound,
  { dryRun, fromNames }: { readonly dryRun: boolean; readonly fromNames: boolean }
): string =>
  [
    ...(lines.length === 0
      ? [noFiles(fromNames)]
      : [`${dryRun ? 'Would be brought home' : 'To be brought home'}: ${lines.length}`, ...lines.flatMap(fileLines)]),
    ...headed(
      'Left alone:',
      leftAlone.map((sentence) => `  ${sentence}`)
    )
  ]
    .map(oneLine)
    .join('\n')

/** What became of it. */
export const endText = ({ run, swept, left }: RescueReport): string =>
  [
    ...(run === null ? [] : [run.sentence]),
    ...headed(
      'Temporary names taken away:',
      swept.map((path) => `  ${path}`)
    ),
    ...headed(
      'Still on the pool, for you to look at:',
      left.map(({ sharePath, why }) => `  ${sharePath}${why === undefined ? '' : `: ${why}`}`)
    ),
    ...(left.length === 0 ? ['Nothing of ours is left on the pool.'] : [])
  ]
    .map(oneLine)
    .join('\n')
