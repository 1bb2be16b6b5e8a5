/** What the pool is: by itself, in relation to the others, and whether it is the one that was known. */
import type { Examination } from './examination.ts'
import type { RootLook } from './look.ts'
import { recognisePool } from './marker.ts'
import {
  type Finding,
  isSameFileSystem,
  overlapDetail,
  refused,
  sameStorageDetail,
  stateOf,
  unmounted
} from './states.ts'

const misplaced = (
  pool: RootLook,
  { share, setting }: { readonly share: RootLook; readonly setting: string },
  arrays: readonly RootLook[]
): string | undefined => {
  const byName = overlapDetail(pool, share, setting)
  if (byName !== undefined) return byName
  for (const array of arrays) {
    const detail = overlapDetail(pool, array, 'an array root') ?? sameStorageDetail(pool, array)
    if (detail !== undefined) return detail
  }
  return undefined
}

const sameFileSystem = (look: RootLook, arrays: readonly RootLook[]): Finding | undefined => {
  const twin = arrays.find((array) => isSameFileSystem(look, array))
  if (twin === undefined) return undefined
  const detail = `it is on the same file system as ${twin.path}, so nothing is gained; point CACHE_DESTINATION or CACHE_DIR at another disk (ALLOW_SAME_FILESYSTEM allows it for a trial).`
  return refused(look, detail, true)
}

const lookAtCacheDir = async ({ deps, paths, table }: Examination): Promise<RootLook | undefined> =>
  paths.cacheDir === undefined ? undefined : deps.look(paths.cacheDir, table)

/**
 * What the pool is by itself comes before what it is in relation to others, except that a pool seen before is recognised first: one whose disk is not
 * mounted lies in memory or on the array's file system now, and only "unmounted" tells what to do.
 */
export const judgePool = async (exam: Examination, look: RootLook, others: readonly RootLook[]): Promise<Finding> => {
  const [share, ...arrays] = others
  const alone = stateOf(look, 'pool', exam.rules)
  if (share === undefined || look.kind !== 'directory') return alone
  const place = misplaced(look, { share, setting: exam.setting }, arrays)
  if (place !== undefined) return refused(look, place)
  const twin = exam.rules.allowSameFileSystem ? undefined : sameFileSystem(look, arrays)
  const judged = alone.state === 'online' ? (twin ?? alone) : alone
  const dryRun = exam.rules.dryRun || judged.state !== 'online'
  const cacheDir = await lookAtCacheDir(exam)
  const answer = await recognisePool({ ...exam.deps, look, cacheDir, dryRun })
  if (answer.kind === 'warned') exam.warnings.push(answer.warning)
  return answer.kind === 'stranger' ? unmounted(look, answer.detail) : judged
}
