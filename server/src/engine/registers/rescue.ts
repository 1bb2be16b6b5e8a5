/** A rescue: everything that can be known without the database is taken into the ledger, and then goes home as it always does. */
import { explain, type Settings } from '@pcu/contract'
import { directoryOf } from '#core/move/names.ts'
import { allReports } from '#engine/health/overlay.ts'
import { examineAll } from '#engine/places/sources.ts'
import type { Spot } from '#ports/file-system.ts'
import type { Journal } from '#ports/journal.ts'
import type { RegisteredFile } from '#ports/register.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import { Failure } from '#src/failure.ts'
import { type FindDeps, findAgain } from './find-again.ts'
import { type FoundByName, findByName, type NameDeps } from './find-by-name.ts'
import { lineOf, type RescueLine } from './rescue-line.ts'
import { type SweepDeps, sweep } from './sweep.ts'
import { strangeLinesOf } from './tell-found.ts'

/** What a rescue needs. */
export interface RescueDeps extends FindDeps, SweepDeps, Omit<NameDeps, 'journal' | 'ledger' | 'fileSystem'> {
  readonly journal: Journal
  readonly fileSystem: SweepDeps['fileSystem']
  readonly settings: Settings
  readonly host: Pick<StorageHost, 'examine' | 'claimPool'>
}

/** What was found. */
export interface RescueFound {
  readonly lines: readonly RescueLine[]
  /** What is left alone and why, in whole sentences. */
  readonly leftAlone: readonly string[]
}

/** The steps of a rescue, in their order; between the first two everything goes home by a run. */
export interface Rescue {
  find(how: { readonly fromNames: boolean }): Promise<RescueFound>
  /** Takes temporary names away; undefined while something is open in the journal. */
  sweep(): Promise<readonly string[] | undefined>
  /** Files that are still on the pool because of us, with the reason where one is known. */
  left(): Promise<readonly { readonly sharePath: string; readonly why: string | undefined }[]>
}

const foldersOf = (files: readonly RegisteredFile[]): readonly Spot[] => {
  const spots = files.map(({ arrayRoot, path }) => ({ root: arrayRoot, path: directoryOf(path) }))
  return [...new Map(spots.map((spot) => [`${spot.root}/${spot.path}`, spot])).values()]
}

const nothing: FoundByName = { adopted: [], leftAlone: [] }

/** A rescue on this installation. */
export const createRescue = (deps: RescueDeps): Rescue => {
  const { settings, host, ledger, journal } = deps
  let folders: readonly Spot[] = []
  const gone = new Map<string, readonly string[]>()

  /** The pool's own first, then those of additional libraries, whose folders lie on it. */
  const roots = async () => {
    const [main, ...sources] = allReports(await examineAll(host, settings)).map((report) => ({
      poolRoot: report.pool.path,
      shareRoot: report.share.path,
      arrayRoots: report.arrayRoots
    }))
    if (main === undefined) throw new Error('an examination without a report')
    return { main, all: [main, ...sources] }
  }

  const linkRootOf = (poolRoot: string, main: string): string =>
    settings.paths.plexCachePath === '' ? poolRoot : `${settings.paths.plexCachePath}${poolRoot.slice(main.length)}`

  /** Another installation that is at work has temporary names of its own, which a rescue would sweep away. */
  const insistOnOwner = async (poolRoot: string): Promise<void> => {
    const reason = await host.claimPool?.(poolRoot)
    if (reason === undefined) return
    throw new Failure('store.busy', { sentence: explain(reason), retry: 'never' })
  }

  return {
    find: async ({ fromNames }) => {
      const { main, all } = await roots()
      await insistOnOwner(main.poolRoot)
      const leftAlone: string[] = []
      for (const where of all) {
        const again = await findAgain(deps, where)
        gone.set(where.poolRoot, again.homePaths)
        const strange = strangeLinesOf(where.poolRoot, again)
        const linkRoot = linkRootOf(where.poolRoot, main.poolRoot)
        const named = fromNames ? await findByName(deps, { ...where, linkRoot }) : nothing
        leftAlone.push(...again.unclear, ...(strange === undefined ? [] : [strange]), ...named.leftAlone)
      }
      const files = await ledger.registered()
      folders = foldersOf(files)
      const lines: RescueLine[] = []
      for (const file of files) lines.push(await lineOf(file, deps.fileSystem))
      return { lines, leftAlone }
    },
    sweep: async () => {
      if ((await journal.unfinished()).length > 0) return undefined
      const { all } = await roots()
      const swept: string[] = []
      for (const where of all) {
        const own = folders.filter(({ root }) => where.arrayRoots.some((arrayRoot) => arrayRoot === root))
        swept.push(...(await sweep(deps, { ...where, folders: own, gone: gone.get(where.poolRoot) ?? [] })))
      }
      return swept
    },
    left: async () => (await ledger.registered()).map(({ sharePath, orphan }) => ({ sharePath, why: orphan }))
  }
}
