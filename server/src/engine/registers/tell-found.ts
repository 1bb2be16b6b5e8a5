/** Tells what the manifest on the pool and the database did not agree about, and what became of it. */
import type { Problem, RootStateName } from '@pcu/contract'
import { allReports } from '#engine/health/overlay.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { Register } from '#ports/register.ts'
import type { RootsReport } from '#ports/storage-host.ts'
import { Failure, sentenceOf } from '#src/failure.ts'
import type { FindWhere, FoundAgain } from './find-again.ts'

/** What knows our files besides the database, and how the database learns from it. */
export interface WithRegisters {
  readonly registers: readonly Register[]
  /** Compares the manifest on the pool with the ledger and makes the ledger right. */
  readonly findAgain: (where: FindWhere) => Promise<FoundAgain>
}

interface TellDeps extends Pick<WithRegisters, 'findAgain'> {
  readonly problems: Problems
}

const files = (paths: readonly string[]): string =>
  paths.length === 1 ? `${paths[0]}` : `${paths.length} files, ${paths[0]} among them,`

const warning = (id: string, sentence: string): Problem => ({ id, severity: 'warning', sentence, setting: null })

/** What was made right: it is told once and stands until the next start. */
const madeRight = ({ adopted, home }: FoundAgain): readonly Problem[] => [
  ...(adopted.length === 0
    ? []
    : [
        warning(
          'found-again.adopted',
          `The database did not know ${files(adopted)} on the pool, but the manifest there did; what is on the pool is known again, and no file was touched. The data folder was lost or is an older one: look whether the settings that you saved are still right.`
        )
      ]),
  ...(home.length === 0
    ? []
    : [
        warning(
          'found-again.home',
          `${files(home)} counted as on the pool and is home already; it is forgotten, and no file was touched.`
        )
      ])
]

/** Lines that nobody here understands, in one sentence; undefined when there are none. */
export const strangeLinesOf = (pool: string, { strangeLines, newerLines }: FoundAgain): string | undefined =>
  strangeLines === 0
    ? undefined
    : `The manifest ${pool}/.mc/manifest.jsonl has ${strangeLines} lines that are not understood${newerLines > 0 ? `, ${newerLines} of them from a newer version` : ''}; they are kept as they are.`

const open = (pool: string, found: FoundAgain): readonly Problem[] => {
  const strange = strangeLinesOf(pool, found)
  return [
    ...found.unclear.map((sentence, n) => warning(`manifest.unclear-${n}`, `${sentence} It is left as it is.`)),
    ...(strange === undefined ? [] : [warning('manifest.strange', strange)])
  ]
}

const readable: readonly RootStateName[] = ['online', 'read-only', 'full']

/**
 * Finds and tells, for the pool and for the folder of each additional library. One that is not there is told where roots are told, and asked again when it is back. Gives back what the ledger knows, where that
 * was read and nothing had to be made right.
 */
export const tellFound = async (
  { findAgain, problems }: TellDeps,
  roots: RootsReport
): Promise<FoundAgain['registered']> => {
  let registered: FoundAgain['registered']
  const standing: Problem[] = []
  for (const { pool, arrayRoots } of allReports(roots)) {
    if (!readable.includes(pool.state)) continue
    const named = (problem: Problem): Problem => ({ ...problem, id: `${problem.id}:${pool.path}` })
    try {
      const found = await findAgain({ poolRoot: pool.path, arrayRoots })
      for (const problem of madeRight(found).map(named)) problems.report(problem.id, [problem])
      standing.push(...open(pool.path, found).map(named))
      registered = found.registered
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      standing.push(named(warning('manifest.unreadable', sentenceOf(thrown))))
      registered = undefined
    }
  }
  problems.report('manifest.', standing)
  return registered
}
