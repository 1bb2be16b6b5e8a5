/** The physical branches behind a merged view: which are there, which are not visible here, which were there before. */
import type { Examination } from './examination.ts'
import type { RootLook } from './look.ts'
import { type RememberedBranch, recallBranches, recogniseRoot, rememberBranches } from './memory.ts'
import { type Finding, unmounted } from './states.ts'
import type { BranchFinding, UnionFinding } from './union.ts'

const notVisible = (path: string): string =>
  `${path}, a branch of the merged view, is not visible here; files on it are left alone. Map it into the container.`

const lookAtBranch = async (
  exam: Examination,
  { path, base }: BranchFinding,
  alone: boolean
): Promise<RootLook | undefined> => {
  const named = exam.paths.arrayRoots.length > 0
  const found = await exam.deps.look(path, exam.table)
  if (found.code !== 'ENOENT' || alone || (named && base === path)) return found
  const disk = base === path ? found : await exam.deps.look(base, exam.table)
  if (disk.kind === 'directory') return undefined
  if (named) return disk
  exam.warnings.push(notVisible(base))
  return undefined
}

/** Looks at the branches. One whose disk is there merely holds nothing of the share and is left out; one whose disk is not visible is told. */
export const lookAtBranches = async (exam: Examination, union: UnionFinding): Promise<readonly RootLook[]> => {
  const alone = union.branches.length === 1
  const looks: RootLook[] = []
  for (const branch of union.branches) {
    const look = await lookAtBranch(exam, branch, alone)
    if (look !== undefined) looks.push(look)
  }
  return looks
}

const LOST =
  'it was a disk of the array before and is not mounted now; mount it, or, if it was taken out for good, confirm the storage as it is now.'

/** A branch that the view lost may still be there, taken out of the view by a person; its disk must be, too, for that. */
const isThere = async ({ deps, table }: Examination, { path, base }: RememberedBranch): Promise<boolean> => {
  const found = await deps.look(path, table)
  if (found.kind === 'directory') return (await recogniseRoot(deps.memory, found, true)).kind !== 'stranger'
  const disk = await deps.look(base, table)
  return disk.kind === 'directory' && disk.mount !== undefined && !['/', '/mnt'].includes(disk.mount.mountPoint)
}

/** Disks of the array that an earlier look found behind the view and that are gone now. The array-only view is none. */
export const lostBranches = async (exam: Examination, union: UnionFinding): Promise<readonly Finding[]> => {
  const { memory, look } = exam.deps
  if (union.branches.length === 0) return []
  const now = union.branches.filter(({ path }) => !path.startsWith('/mnt/user0'))
  const configured = exam.paths.arrayRoots.length > 0
  const before = configured ? [] : await recallBranches(memory, exam.paths.shareRoot)
  const lost: Finding[] = []
  for (const branch of before.filter(({ path }) => !now.some((known) => known.path === path))) {
    if (await isThere(exam, branch)) continue
    lost.push(unmounted({ ...(await look(branch.base, exam.table)), path: branch.path }, LOST))
  }
  if (lost.length === 0 && !exam.rules.dryRun) await rememberBranches(memory, exam.paths.shareRoot, now)
  return lost
}
