/** The additional libraries as the settings name them, and their roots as found, beside those of REAL_SOURCE. */
import type { Settings } from '@pcu/contract'
import { rootPaths, type SourceRoots, sourceRoots } from '#engine/layout.ts'
import type { RootState, RootsReport, StorageHost } from '#ports/storage-host.ts'

const dead: readonly RootState['state'][] = ['offline', 'broken']

/** Nothing is asked, and nothing made, below a pool that is not there. */
const withoutPool = ({ roots }: SourceRoots, pool: RootState): RootsReport => {
  const detail = pool.sentence.slice(pool.path.length + 2)
  const reason = { code: 'root-not-ready', root: pool.path, detail } as const
  const share: RootState = {
    path: roots.shareRoot,
    state: 'offline',
    sentence: `${roots.shareRoot}: not looked at, because the pool is not there.`,
    fileSystem: 'unknown'
  }
  return {
    share,
    pool: { ...pool, path: roots.poolRoot },
    arrays: [],
    situation: 'elsewhere',
    arrayRoots: [],
    branches: [],
    gates: new Map(),
    promoteBlock: reason,
    evictBlock: reason,
    warnings: []
  }
}

/** A pool's folder of a library that shows up in that library's own view would serve its files twice. */
const insistOnElsewhere = (report: RootsReport): RootsReport => {
  if (report.situation === 'elsewhere') return report
  const detail = `${report.pool.path}, its folder on the pool, is a part of ${report.share.path} (ADDITIONAL_SOURCES) itself; take the library out, or let its view leave the pool out.`
  const reason = { code: 'mode-unavailable', detail } as const
  return { ...report, promoteBlock: report.promoteBlock ?? reason }
}

/**
 * Examines the roots of REAL_SOURCE, then those of all additional libraries at once: one that does not answer holds up none of the others. Makes no call
 * below a library's root.
 */
export const examineAll = async (host: Pick<StorageHost, 'examine'>, settings: Settings): Promise<RootsReport> => {
  const main = await host.examine(rootPaths(settings))
  const sources = sourceRoots(settings)
  if (sources.length === 0) return main
  const apart = main.branches.map(String)
  const reports = sources.map(async (source) => {
    if (dead.includes(main.pool.state)) return withoutPool(source, main.pool)
    const apartFrom = [...(source.roots.apartFrom ?? []), ...apart]
    return insistOnElsewhere(await host.examine({ ...source.roots, apartFrom }))
  })
  return { ...main, sources: await Promise.all(reports) }
}
