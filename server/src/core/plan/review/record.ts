/** A plan as data that can be kept, reviewed and compared: each step with its files, where they come from and go to, and the facts that it rests on. */
import type { Operation, PlannedFile, PlannedStep, PlanRecord } from '@pcu/contract'
import type { CopyFinding } from '#core/model/copies.ts'
import type { StorageLayout } from '#core/model/layout.ts'
import type { PoolPath, SharePath } from '#core/model/place.ts'
import type { Plan, PromoteStep, Step } from '#core/model/plan.ts'
import type { Mode, OwnedFile, OwnedUnit, SeenFile } from '#core/model/unit.ts'
import type { PathMap } from '#core/resolve/path-map.ts'

/** What the files of a plan are placed by. */
export interface Ground {
  /** Of every library, REAL_SOURCE first. */
  readonly layouts: readonly StorageLayout[]
  readonly layoutAt: (path: SharePath) => StorageLayout
  readonly pathMap: Pick<PathMap, 'poolOf'>
  /** Copies that are not as they were left. */
  readonly copies: ReadonlyMap<PoolPath, CopyFinding>
}

/** What the mode makes of an original. */
const operationOf = ({ original, presentation }: Mode): Operation => {
  if (original === 'keep') return 'copy'
  return presentation === 'symlink' ? 'link' : 'move'
}

/** The newer of its times changes whenever its bytes or its names do. */
const comingFile = ({ path, arrayRoot, role, sizeBytes, changedAt, links }: SeenFile, ground: Ground): PlannedFile => ({
  source: path,
  destination: ground.pathMap.poolOf(path),
  disk: arrayRoot,
  role,
  sizeBytes,
  mark: `${changedAt}/${links}`
})

/** Our copy is what the ledger's row says, unless somebody wrote to it since. */
const ownFile = (file: OwnedFile, { rowId, promotedAt }: OwnedUnit, { copies }: Ground): PlannedFile => {
  const { sharePath, poolPath, arrayRoot, role, sizeBytes } = file
  const finding = copies.get(poolPath)
  const since = finding === undefined ? '' : `/${finding.state}/${finding.changedAt ?? ''}`
  return {
    source: poolPath,
    destination: sharePath,
    disk: arrayRoot,
    role,
    sizeBytes,
    mark: `${rowId}/${promotedAt}${since}`
  }
}

const filesComing = ({ inspection }: PromoteStep, ground: Ground): PlannedFile[] =>
  (inspection?.files ?? []).map((file) => comingFile(file, ground))

/** Videos first: they are what the unit is. */
const filesThere = (unit: OwnedUnit, ground: Ground, isMeant: (file: OwnedFile) => boolean): PlannedFile[] =>
  unit.files
    .filter(isMeant)
    .map((file) => ownFile(file, unit, ground))
    .toSorted((a, b) => Number(b.role === 'video') - Number(a.role === 'video'))

const acted = (step: Step, ground: Ground): Pick<PlannedStep, 'operation' | 'files' | 'how'> => {
  switch (step.kind) {
    case 'promote':
      return { operation: operationOf(ground.layoutAt(step.unit.id).mode), files: filesComing(step, ground) }
    case 'evict':
      return {
        operation: 'return',
        files: filesThere(step.unit, ground, ({ sharePath }) => step.files?.includes(sharePath) !== false)
      }
    case 'mend':
      return {
        operation: 'mend',
        files: filesThere(step.unit, ground, ({ sharePath }) => step.files.includes(sharePath))
      }
    case 'resolve':
      return {
        operation: 'settle',
        how: step.how,
        files: filesThere(step.unit, ground, ({ orphan }) => orphan !== undefined)
      }
  }
}

const groundOf = (layouts: readonly StorageLayout[]): PlanRecord['ground'] =>
  Object.fromEntries(
    layouts.flatMap(({ shareRoot, poolRoot, linkRoot, arrayRoots, situation, mode }) => [
      [`The pool of ${shareRoot}`, poolRoot],
      [`The place that links of ${shareRoot} lead to`, linkRoot],
      [`The list of disks of ${shareRoot}`, arrayRoots.join(', ')],
      [`The way that ${shareRoot} and its pool relate`, situation],
      [`The mode of ${shareRoot}`, `${mode.presentation}, ${mode.original}`]
    ])
  )

/** The plan of one run. */
export const recordPlan = (
  { steps }: Plan,
  ground: Ground,
  order: Pick<PlanRecord, 'madeAt' | 'goal' | 'allowReturns'>
): PlanRecord => ({
  ...order,
  ground: groundOf(ground.layouts),
  steps: steps.map((step) => ({
    unit: step.unit.id,
    title: step.unit.title,
    because: [...step.because],
    sizeBytes: step.sizeBytes,
    ...acted(step, ground)
  }))
})
