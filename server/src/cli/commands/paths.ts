/** `pcu paths`: where the library's folders lie here, the search for them, and the proposals that a person takes over. */
import { formatTime, type LibraryPath, type PathReport } from '@pcu/contract'
import { systemTimeZone } from '#adapters/clock.ts'
import type { Asked } from '#cli/arguments.ts'
import { type ExitCode, exitCodes } from '#cli/exit-codes.ts'
import { type Opened, open } from '#cli/local.ts'
import { oneLine } from '#kit/one-line.ts'

const linesOf = ({
  section,
  location,
  folder,
  pair,
  sentence,
  evidence,
  suggestion
}: LibraryPath): readonly string[] => [
  `${section}: ${location}${folder === null ? ' has no place here' : ` is ${folder} here (${pair})`}`,
  ...(folder === null ? [`      ${sentence}`] : []),
  ...(evidence === null ? [] : [`      ${evidence.sentence}`]),
  ...(suggestion === null ? [] : [`      ${suggestion.sentence}`]),
  ...(suggestion?.kind === 'one' ? [`      Take it over: pcu paths accept "${location}"`] : [])
]

const textOf = (report: PathReport): string =>
  [
    report.sentence,
    ...report.locations.flatMap(linesOf),
    ...report.notes.map((note) => `NOTE: ${note}`),
    ...(report.lookedAt === null ? [] : [`Last looked for ${formatTime(report.lookedAt, systemTimeZone())}.`])
  ]
    .map(oneLine)
    .join('\n')

/** Something is left for a person as long as a folder has no place. */
const codeOf = ({ locations }: PathReport): ExitCode =>
  locations.every(({ folder, suggestion }) => folder !== null && suggestion === null)
    ? exitCodes.done
    : exitCodes.partial

const tell = (report: PathReport, json: boolean): ExitCode => {
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `${textOf(report)}\n`)
  return codeOf(report)
}

const accept = async (opened: Opened, locations: readonly string[]): Promise<ExitCode> => {
  const wanted = locations.length === 0 ? undefined : locations
  const answer =
    opened.kind === 'remote'
      ? await opened.remote.acceptPaths(wanted)
      : await opened.program.app.face.acceptPaths(wanted)
  process.stdout.write(`${answer.sentence}\n`)
  return answer.accepted ? exitCodes.done : exitCodes.failed
}

const report = (opened: Opened, look: boolean): Promise<PathReport> => {
  if (opened.kind === 'remote') return look ? opened.remote.findPaths() : opened.remote.paths()
  const { face } = opened.program.app
  return look ? face.findPaths() : face.paths()
}

/** Lists, looks or accepts. */
export const pathsCommand = async ({ words: [verb, ...locations], json }: Asked): Promise<ExitCode> => {
  const isKnown = verb === undefined || verb === 'accept' || (verb === 'find' && locations.length === 0)
  if (!isKnown) {
    process.stderr.write('Write "pcu paths", "pcu paths find" or "pcu paths accept". See "pcu paths --help".\n')
    return exitCodes.usage
  }
  const opened = await open({ dryRun: false, narrate: false })
  try {
    return verb === 'accept' ? await accept(opened, locations) : tell(await report(opened, verb === 'find'), json)
  } finally {
    if (opened.kind === 'local') await opened.program.close()
  }
}
