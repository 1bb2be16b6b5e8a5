/**
 * Examines the roots. Calls: the mount table; lstat, realpath, stat, statfs and access of each root directory itself; for mergerfs one attribute of
 * its control file. Below an array root: none. Inside the pool: its marker, and a listing when no marker is known.
 */
import { isMergedView } from '#core/resolve/layout-checks.ts'
import type { RootPaths, RootsReport } from '#ports/storage-host.ts'
import { readMounts } from './mountinfo.ts'
import { lookAtBranches, lostBranches } from './roots/branches.ts'
import { emptyMountPoint } from './roots/empty.ts'
import type { Examination, RootsDeps, RootsRules } from './roots/examination.ts'
import { judgePool } from './roots/judge-pool.ts'
import type { RootLook } from './roots/look.ts'
import { recogniseRoot } from './roots/memory.ts'
import { lookAtPool } from './roots/missing-pool.ts'
import { isUsable, toReport } from './roots/report.ts'
import { type Finding, refused, stateOf, twiceDetail, unmounted } from './roots/states.ts'
import { findUnion, type UnionFinding } from './roots/union.ts'

const RECOGNISABLE: readonly Finding['state'][] = ['online', 'read-only']

/** A root refused for lying in memory may be a disk that is not mounted: what was known of it tells, and nothing is remembered of it. */
const recognised = async (exam: Examination, finding: Finding): Promise<Finding> => {
  if (finding.look.kind !== 'directory') return finding
  const readOnly = exam.rules.dryRun || !RECOGNISABLE.includes(finding.state)
  const answer = await recogniseRoot(exam.deps.memory, finding.look, readOnly)
  if (answer.kind === 'warned') exam.warnings.push(answer.warning)
  return answer.kind === 'stranger' ? unmounted(finding.look, answer.detail) : finding
}

const throughTheView = (share: RootLook, array: RootLook): boolean =>
  isMergedView(share.fileSystem) && array.mount?.device === share.mount?.device

const judgeArray = async (exam: Examination, look: RootLook, share: RootLook): Promise<Finding> => {
  if (look.kind !== 'failed' && look.path !== share.path && throughTheView(share, look)) {
    return refused(
      look,
      'it lies on the merged view itself, which is only ever read; name a physical disk in ARRAY_SOURCES.'
    )
  }
  return recognised(exam, stateOf(look, 'array', { ...exam.rules, library: exam.setting }))
}

/** An additional library that is one of the others, or a part of it, under another name: its files would have two places. */
const notApart = (look: RootLook, others: readonly RootLook[]): Finding | undefined => {
  for (const other of others) {
    const detail = look.kind === 'failed' || other.kind === 'failed' ? undefined : twiceDetail(look, other)
    if (detail !== undefined) return refused(look, detail)
  }
  return undefined
}

/** Why an additional library cannot be used whatever it is by itself, or undefined. */
const notThere = async (
  exam: Examination,
  look: RootLook,
  others: readonly RootLook[]
): Promise<Finding | undefined> =>
  exam.setting === 'REAL_SOURCE' ? undefined : (notApart(look, others) ?? (await emptyMountPoint(exam, look)))

const isPlain = (union: UnionFinding, share: RootLook): boolean =>
  union.branches.length === 1 && union.branches[0]?.path === share.path

/** Examines all roots at one moment. */
export const examineRoots = async (deps: RootsDeps, paths: RootPaths, rules: RootsRules): Promise<RootsReport> => {
  const table = await readMounts()
  const setting = paths.apartFrom === undefined ? 'REAL_SOURCE' : 'ADDITIONAL_SOURCES'
  const exam: Examination = { deps, rules, paths, table, setting, warnings: [] }
  const share = await deps.look(paths.shareRoot, table)
  const pool = await lookAtPool({ paths, rules, memory: deps.memory, look: deps.look, table })
  const union = await findUnion({
    share,
    setting,
    pool,
    arraySources: paths.arrayRoots,
    table,
    readAttribute: deps.readAttribute
  })
  const plain = isPlain(union, share)
  const looks = plain ? [share] : await lookAtBranches(exam, union)
  const lost = plain ? [] : await lostBranches(exam, union)
  const arrays: Finding[] = []
  const others = await Promise.all((paths.apartFrom ?? []).map((path) => deps.look(path, table)))
  for (const look of looks) arrays.push((await notThere(exam, look, others)) ?? (await judgeArray(exam, look, share)))
  const view = plain
    ? arrays[0]
    : await ((await notThere(exam, share, others)) ??
        recognised(exam, stateOf(share, 'share', { ...rules, library: setting })))
  const judged = await judgePool(exam, pool, [share, ...looks])
  const found = [judged, ...lost, ...arrays]
  deps.identified?.learn(found.map((finding) => ({ look: finding.look, isSound: isUsable(finding) })))
  const shown = view ?? stateOf(share, 'share', { ...rules, library: setting })
  return toReport(exam, union, { share: shown, pool: judged, arrays: [...lost, ...arrays] })
}
